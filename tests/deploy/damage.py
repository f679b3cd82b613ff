"""Every way in which somebody can spoil a stack by hand, one after the other, with boto3.

A case is what is done, how `drift` must name it, and the calls with which `setup` must put it right: these and no
others. To add one: a line in the list of its kind. A resource that lost our tag is foreign: `setup` refuses it until it
is adopted, and then gives the tag back.

Left out: a subscription that waits to be confirmed (MiniStack confirms at once), the hour for which DynamoDB refuses a
second change of the time to live (MiniStack does not), and a bucket without encryption (S3 encrypts always, and so does
MiniStack).
"""

import io
import json
import time
import zipfile
from functools import partial

from check import ACCOUNT, ALERTS, DISCONNECTED, FUNCTIONS, ROLE, RULES, TABLE, TRAIL, bucket_name

OURS = "wsrecycle:stack"
STRANGER = "arn:aws:lambda:us-east-1:210987654321:function:Stranger"
OPEN = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
SETTINGS_CALL = "UpdateFunctionConfiguration"
RETRY_CALL = "PutFunctionEventInvokeConfig"


class Case:
    """`fields` are those that `drift` names, `writes` the calls that repair them."""

    def __init__(self, name, kind, resource, do, fields, writes, standing="changed", adopt=False, after=None):
        self.name, self.kind, self.resource, self.do = name, kind, resource, do
        self.fields, self.writes, self.standing, self.adopt, self.after = fields, writes, standing, adopt, after

    def told(self):
        keys = ("name", "kind", "resource", "fields", "writes", "standing", "adopt")
        return {key: getattr(self, key) for key in keys}


def missing(name, kind, resource, do, fields, writes):
    return Case(name, kind, resource, do, ["resource", *fields], writes, "missing")


def extra(name, kind, resource, do, fields, writes):
    return Case(name, kind, resource, do, fields, writes, "extra")


def untagged(kind, resource, do, write, after=None):
    return Case(f"{resource} lost its tag", kind, resource, do, [], [write], "foreign", True, after)


def topics(aws):
    def subscription(topic, endpoint=None):
        found = aws.sns.list_subscriptions_by_topic(TopicArn=aws.arn("sns", topic))["Subscriptions"]
        return next(each["SubscriptionArn"] for each in found if endpoint in (None, each["Endpoint"]))

    def policy(document):
        value = json.dumps(document)
        aws.sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=value)

    topic, alerts = aws.arn("sns", DISCONNECTED), aws.arn("sns", ALERTS)
    own = json.loads(aws.sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])
    wider = {**own, "Statement": [{key: part for key, part in own["Statement"][0].items() if key != "Condition"}]}

    def case(make, name, of, do, fields, writes):
        return make(name, "topic", of, do, fields, writes)

    cases = [
        case(
            missing,
            "the topic is deleted",
            DISCONNECTED,
            lambda: aws.sns.delete_topic(TopicArn=topic),
            ["policy", "subscription"],
            ["CreateTopic", "SetTopicAttributes", "Subscribe"],
        ),
        case(
            missing,
            "the topic of alerts is deleted",
            ALERTS,
            lambda: aws.sns.delete_topic(TopicArn=alerts),
            ["subscription"],
            ["CreateTopic", "Subscribe"],
        ),
        case(Case, "everybody may publish", DISCONNECTED, lambda: policy(OPEN), ["policy"], ["SetTopicAttributes"]),
        case(Case, "any account may publish", DISCONNECTED, lambda: policy(wider), ["policy"], ["SetTopicAttributes"]),
        case(
            Case,
            "what is published is encrypted",
            DISCONNECTED,
            lambda: aws.sns.set_topic_attributes(
                TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
            ),
            ["encryption key"],
            ["SetTopicAttributes"],
        ),
        case(
            Case,
            "the subscription is removed",
            DISCONNECTED,
            lambda: aws.sns.unsubscribe(SubscriptionArn=subscription(DISCONNECTED)),
            ["subscription"],
            ["Subscribe"],
        ),
        case(
            Case,
            "the address for alerts is removed",
            ALERTS,
            lambda: aws.sns.unsubscribe(SubscriptionArn=subscription(ALERTS)),
            ["subscription"],
            ["Subscribe"],
        ),
        case(
            extra,
            "a foreign function hears of disconnects",
            DISCONNECTED,
            lambda: aws.sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=STRANGER),
            ["subscription"],
            ["Unsubscribe"],
        ),
        case(
            extra,
            "somebody hears of disconnects by e-mail",
            DISCONNECTED,
            lambda: aws.sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="curious@example.com"),
            ["subscription"],
            ["Unsubscribe"],
        ),
        Case(
            "one more address for alerts is nobody's business",
            "topic",
            ALERTS,
            partial(aws.sns.subscribe, TopicArn=alerts, Protocol="email", Endpoint="boss@example.com"),
            [],
            [],
            "ok",
            after=lambda: aws.sns.unsubscribe(SubscriptionArn=subscription(ALERTS, "boss@example.com")),
        ),
    ]
    for name in (DISCONNECTED, ALERTS):
        arn = aws.arn("sns", name)
        untag = partial(aws.sns.untag_resource, ResourceArn=arn, TagKeys=[OURS])
        cases.append(untagged("topic", name, untag, "TagResource"))
    return cases


def role(aws):
    iam = aws.iam
    policy = iam.list_role_policies(RoleName=ROLE)["PolicyNames"][0]
    every = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    admin = "arn:aws:iam::aws:policy/AdministratorAccess"
    own = iam.get_role(RoleName=ROLE)["Role"]["AssumeRolePolicyDocument"]
    wider = {**own, "Statement": [{**own["Statement"][0], "Principal": {"AWS": "arn:aws:iam::210987654321:root"}}]}

    def delete():
        iam.delete_role_policy(RoleName=ROLE, PolicyName=policy)
        iam.delete_role(RoleName=ROLE)

    def put(name):
        iam.put_role_policy(RoleName=ROLE, PolicyName=name, PolicyDocument=json.dumps(every))

    def trust(document):
        iam.update_assume_role_policy(RoleName=ROLE, PolicyDocument=json.dumps(document))

    def changed(name, do, field, write, make=Case):
        return make(name, "role", ROLE, do, [field], [write])

    untag = partial(iam.untag_role, RoleName=ROLE, TagKeys=[OURS])
    attach = partial(iam.attach_role_policy, RoleName=ROLE, PolicyArn=admin)
    describe = partial(iam.update_role, RoleName=ROLE, Description="mine")
    forbid, field = partial(iam.delete_role_policy, RoleName=ROLE, PolicyName=policy), f"policy {policy}"
    return [
        missing("the role is deleted", "role", ROLE, delete, [field], ["CreateRole", "PutRolePolicy"]),
        changed("somebody else may take the role", lambda: trust(wider), "trust", "UpdateAssumeRolePolicy"),
        changed("the role is described otherwise", describe, "description", "UpdateRole"),
        changed("the role may do anything", lambda: put(policy), field, "PutRolePolicy"),
        changed("the role may do nothing", forbid, field, "PutRolePolicy"),
        changed("one more policy", lambda: put("more"), "policy", "DeleteRolePolicy", extra),
        changed("one more policy of AWS", attach, "attached policy", "DetachRolePolicy", extra),
        untagged("role", ROLE, untag, "TagRole"),
    ]


def table(aws):
    dynamodb = aws.dynamodb
    arn = aws.arn("dynamodb", f"table/{TABLE}")

    def ttl(enabled, attribute="expires_at"):
        asked = {"Enabled": enabled, "AttributeName": attribute}
        dynamodb.update_time_to_live(TableName=TABLE, TimeToLiveSpecification=asked)

    def recovery_off():
        off = {"PointInTimeRecoveryEnabled": False}
        dynamodb.update_continuous_backups(TableName=TABLE, PointInTimeRecoverySpecification=off)

    def provisioned():
        rate = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
        index = {"IndexName": "open", "ProvisionedThroughput": rate}
        dynamodb.update_table(
            TableName=TABLE,
            BillingMode="PROVISIONED",
            ProvisionedThroughput=rate,
            GlobalSecondaryIndexUpdates=[{"Update": index}],
        )

    recovery, living = "point-in-time recovery", "time to live"
    return [
        missing(
            "the table is deleted",
            "table",
            TABLE,
            lambda: dynamodb.delete_table(TableName=TABLE),
            [recovery, living],
            ["CreateTable", "UpdateContinuousBackups", "UpdateTimeToLive"],
        ),
        Case("recovery is off", "table", TABLE, recovery_off, [recovery], ["UpdateContinuousBackups"]),
        Case("rows are kept for ever", "table", TABLE, lambda: ttl(False), [living], ["UpdateTimeToLive"]),
        Case("the table is provisioned", "table", TABLE, provisioned, ["billing"], ["UpdateTable"]),
        untagged(
            "table",
            TABLE,
            partial(dynamodb.untag_resource, ResourceArn=arn, TagKeys=[OURS]),
            "TagResource",
        ),
    ]


def after_a_tick(logs, group):
    """Wait until the schedule has called the function, so that it does not for most of a minute.

    MiniStack makes the group anew when a function is called that has none. AWS does not: the functions' role lacks
    logs:CreateLogGroup.
    """

    def streams():
        return {stream["logStreamName"] for stream in logs.describe_log_streams(logGroupName=group)["logStreams"]}

    before, deadline = streams(), time.monotonic() + 90
    while streams() == before and time.monotonic() < deadline:
        time.sleep(0.5)


def groups(aws):
    logs, cases = aws.logs, []
    for name, *_ in FUNCTIONS:
        group = f"/aws/lambda/{name}"
        arn = aws.arn("logs", f"log-group:{group}")
        is_called = name == "Workspace_Term_Rebuild"

        def delete(group=group, is_called=is_called):
            if is_called:
                after_a_tick(logs, group)
            logs.delete_log_group(logGroupName=group)

        forever = partial(logs.delete_retention_policy, logGroupName=group)
        untag = partial(logs.untag_resource, resourceArn=arn, tagKeys=[OURS])
        made = ["CreateLogGroup", "PutRetentionPolicy"]
        cases += [
            missing(f"{group} is deleted", "log_group", group, delete, ["retention"], made),
            Case(f"{group} never expires", "log_group", group, forever, ["retention"], ["PutRetentionPolicy"]),
            untagged("log_group", group, untag, "TagResource"),
        ]
    short = partial(logs.put_retention_policy, logGroupName=group, retentionInDays=1)
    return [*cases, Case("logs of a day", "log_group", group, short, ["retention"], ["PutRetentionPolicy"])]


def bucket(aws):
    s3, name = aws.s3, bucket_name(aws)

    def block(**settings):
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=settings)

    def expire(prefix, days):
        rule = {"ID": "mine", "Status": "Enabled", "Filter": {"Prefix": prefix}, "Expiration": {"Days": days}}
        s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [rule]})

    def owned_by(how):
        s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": how}]})

    def encrypt(how):
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": how}}
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})

    def retag():
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": "team", "Value": "finance"}]})

    def other_tags_stay():
        found = {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=name)["TagSet"]}
        wrong = [] if found.get("team") == "finance" else [f"tags of others are lost: {found}"]
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": OURS, "Value": "default"}]})
        return wrong

    partly = {
        "BlockPublicAcls": True,
        "IgnorePublicAcls": True,
        "BlockPublicPolicy": False,
        "RestrictPublicBuckets": True,
    }
    stranger = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::210987654321:root"}, "Action": "s3:GetObject"}
    own = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])
    wider = {**own, "Statement": [*own["Statement"], {**stranger, "Resource": f"arn:aws:s3:::{name}/*"}]}
    access, policy, expiry = "PutPublicAccessBlock", "PutBucketPolicy", "PutBucketLifecycleConfiguration"
    table = [
        ("a stranger may read", lambda: s3.put_bucket_policy(Bucket=name, Policy=json.dumps(wider)), "policy", policy),
        ("the policy is removed", lambda: s3.delete_bucket_policy(Bucket=name), "policy", policy),
        ("the public is let in", lambda: s3.delete_public_access_block(Bucket=name), "public access", access),
        ("the public is let in by policies", lambda: block(**partly), "public access", access),
        ("files are kept for ever", lambda: s3.delete_bucket_lifecycle(Bucket=name), "expiry", expiry),
        ("files are kept for a day", lambda: expire("", 1), "expiry", expiry),
        ("only some files expire", lambda: expire("AWSLogs/", 90), "expiry", expiry),
        (
            "nobody owns",
            lambda: s3.delete_bucket_ownership_controls(Bucket=name),
            "ownership",
            "PutBucketOwnershipControls",
        ),
        ("the writer owns", lambda: owned_by("ObjectWriter"), "ownership", "PutBucketOwnershipControls"),
    ]
    every = ["public access", "policy", "ownership", "encryption", "expiry"]
    made = [
        "CreateBucket",
        access,
        "PutBucketOwnershipControls",
        "PutBucketEncryption",
        policy,
        expiry,
    ]
    cases = [Case(what, "bucket", name, do, [field], [write]) for what, do, field, write in table]
    return [
        missing("the bucket is deleted", "bucket", name, lambda: s3.delete_bucket(Bucket=name), every, made),
        *cases,
        Case(
            "a key of one's own",
            "bucket",
            name,
            lambda: encrypt("aws:kms"),
            [],
            [],
            "ok",
            after=lambda: encrypt("AES256"),
        ),
        untagged("bucket", name, retag, "PutBucketTagging", other_tags_stay),
    ]


def trail(aws):
    cloudtrail = aws.cloudtrail

    def select(**how):
        cloudtrail.put_event_selectors(TrailName=TRAIL, **how)

    def elsewhere():
        aws.s3.create_bucket(Bucket="somebody-elses-logs")
        cloudtrail.update_trail(Name=TRAIL, S3BucketName="somebody-elses-logs")

    def untag():
        tags = [{"Key": OURS, "Value": "default"}]
        cloudtrail.remove_tags(ResourceId=aws.arn("cloudtrail", f"trail/{TRAIL}"), TagsList=tags)

    no_writes = [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": True}]
    no_management = [{"ReadWriteType": "All", "IncludeManagementEvents": False}]
    advanced = [
        {
            "FieldSelectors": [
                {"Field": "eventCategory", "Equals": ["Management"]},
                {"Field": "eventSource", "NotEquals": ["workspaces.amazonaws.com"]},
            ]
        }
    ]
    everything = [{"ReadWriteType": "All", "IncludeManagementEvents": True}]
    writes, selected = "write events", "PutEventSelectors"
    table = [
        ("nothing is logged", lambda: cloudtrail.stop_logging(Name=TRAIL), "logging", "StartLogging"),
        ("only reads are logged", lambda: select(EventSelectors=no_writes), writes, selected),
        ("no calls are logged", lambda: select(EventSelectors=no_management), writes, selected),
        ("all but WorkSpaces is logged", lambda: select(AdvancedEventSelectors=advanced), writes, selected),
        ("everything is logged", lambda: select(EventSelectors=everything), "selectors", selected),
        ("logs go elsewhere", elsewhere, "bucket", "UpdateTrail"),
        (
            "logs are not validated",
            lambda: cloudtrail.update_trail(Name=TRAIL, EnableLogFileValidation=False),
            "log validation",
            "UpdateTrail",
        ),
        (
            "every Region is logged",
            lambda: cloudtrail.update_trail(Name=TRAIL, IsMultiRegionTrail=True, IncludeGlobalServiceEvents=True),
            "multi-Region",
            "UpdateTrail",
        ),
    ]
    return [
        missing(
            "the trail is deleted",
            "trail",
            TRAIL,
            lambda: cloudtrail.delete_trail(Name=TRAIL),
            ["write events", "logging"],
            ["CreateTrail", "PutEventSelectors", "StartLogging"],
        ),
        *[Case(what, "trail", TRAIL, do, [field], [write]) for what, do, field, write in table],
        untagged("trail", TRAIL, untag, "AddTags"),
    ]


def functions(aws):
    client, cases = getattr(aws, "lambda"), []
    for name, _, _, callers in FUNCTIONS:
        ids = sorted(what.rpartition("/")[2] for _, _, what in callers)
        fields = ["asynchronous invocation", *[f"permission {id}" for id in ids]]
        made = ["CreateFunction", RETRY_CALL, *["AddPermission" for _ in ids]]
        delete = partial(client.delete_function, FunctionName=name)
        cases.append(missing(f"{name} is deleted", "function", name, delete, fields, made))
        cases += [of_function(name, *each) for each in settings(aws, name)]
        cases += [of_function(name, *each) for each in callable_by(client, name, ids)]
        arn = aws.arn("lambda", f"function:{name}")
        untag = partial(client.untag_resource, Resource=arn, TagKeys=[OURS])
        cases.append(untagged("function", name, untag, "TagResource"))
    return cases


def of_function(name, what, do, field, writes, make=Case):
    return make(f"{name}: {what}", "function", name, do, [field], writes)


def settings(aws, name):
    """What can be wrong with one function, and by which call it is put right."""
    client = getattr(aws, "lambda")
    variables = client.get_function(FunctionName=name)["Configuration"]["Environment"]["Variables"]
    told = json.loads(variables["WSRECYCLE_SETTINGS"])
    other = {**variables, "WSRECYCLE_SETTINGS": json.dumps({**told, "memory_mb": 512})}

    put = partial(partial, client.update_function_configuration, FunctionName=name)

    def retry(**how):
        full = {
            "MaximumRetryAttempts": 1,
            "MaximumEventAgeInSeconds": 21600,
            "DestinationConfig": {"OnFailure": {"Destination": aws.arn("sns", ALERTS)}},
            **how,
        }
        return partial(client.put_function_event_invoke_config, FunctionName=name, **full)

    def code():
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("bootstrap", "#!/bin/sh\n")
        client.update_function_code(FunctionName=name, ZipFile=made.getvalue())

    retried, upload = "asynchronous invocation", "UpdateFunctionCode"
    last = FUNCTIONS[-1][0]
    retries = {each[0]: each[2] for each in FUNCTIONS}[name]
    every = [
        ("timeout", put(Timeout=3), "timeout", [SETTINGS_CALL]),
        ("memory", put(MemorySize=128), "memory", [SETTINGS_CALL]),
        ("runtime", put(Runtime="provided.al2"), "runtime", [SETTINGS_CALL]),
        ("told nothing", put(Environment={"Variables": {}}), "environment", [SETTINGS_CALL]),
        # The settings of a stack are read back from its functions: spoilt in one, they are still known by the others.
        ("told otherwise", put(Environment={"Variables": other}), "environment", [SETTINGS_CALL]),
        ("role", put(Role=f"arn:aws:iam::{ACCOUNT}:role/Other"), "role", [SETTINGS_CALL]),
        ("description", put(Description="mine"), "description", [SETTINGS_CALL]),
        ("handler", put(Handler="mine"), "handler", [SETTINGS_CALL]),
        ("log format", put(LoggingConfig={"LogFormat": "Text"}), "log format", [SETTINGS_CALL]),
        ("code", code, "code", [upload]),
        (
            "none may run",
            partial(client.put_function_concurrency, FunctionName=name, ReservedConcurrentExecutions=0),
            "reserved concurrency",
            ["DeleteFunctionConcurrency"],
        ),
        ("retry attempts", retry(), retried, [RETRY_CALL]),
        ("event age", retry(MaximumRetryAttempts=retries, MaximumEventAgeInSeconds=60), retried, [RETRY_CALL]),
        (
            "failures are told to nobody",
            retry(MaximumRetryAttempts=retries, DestinationConfig={}),
            retried,
            [RETRY_CALL],
        ),
        (
            "retried as AWS likes",
            partial(client.delete_function_event_invoke_config, FunctionName=name),
            retried,
            [RETRY_CALL],
        ),
    ]
    # One body compares all functions: each setting is spoilt in the last, and in the others only some.
    some = ("timeout", "environment", "asynchronous invocation", "reserved concurrency")
    return [each for each in every if name == last or each[2] in some]


def callable_by(client, name, ids):
    def remove(id):
        client.remove_permission(FunctionName=name, StatementId=id)

    def add(id, principal, **how):
        client.add_permission(
            FunctionName=name, StatementId=id, Action="lambda:InvokeFunction", Principal=principal, **how
        )

    def widen(id):
        remove(id)
        add(id, "events.amazonaws.com")

    for id in ids:
        again = ["RemovePermission", "AddPermission"]
        yield f"{id} may not call", partial(remove, id), f"permission {id}", ["AddPermission"]
        yield f"more than {id} may call", partial(widen, id), f"permission {id}", again
    yield "anybody may call", partial(add, "mine", "*"), "permission mine", ["RemovePermission"], extra


def rules(aws):
    return [case for name, call, _ in RULES for case in rule(aws, name, call)]


def rule(aws, name, call):
    """What can be wrong with one rule, which waits for a call or is a clock."""
    events = aws.events

    def remove():
        targets = events.list_targets_by_rule(Rule=name)["Targets"]
        events.remove_targets(Rule=name, Ids=[each["Id"] for each in targets])

    def delete():
        remove()
        events.delete_rule(Name=name)

    def put(**how):
        found = events.describe_rule(Name=name)
        kept = ("Name", "EventPattern", "ScheduleExpression", "Description")
        events.put_rule(**{**{key: found[key] for key in kept if found.get(key)}, **how})

    def target(**how):
        found = events.list_targets_by_rule(Rule=name)["Targets"][0]
        events.put_targets(Rule=name, Targets=[{**found, **how}])

    all_calls = json.dumps({"source": ["aws.workspaces"], "detail-type": ["AWS API Call via CloudTrail"]})
    trigger = {"EventPattern": all_calls} if call else {"ScheduleExpression": "rate(1 hour)"}
    untag = partial(events.untag_resource, ResourceARN=aws.arn("events", f"rule/{name}"), TagKeys=[OURS])
    changes = [
        ("disabled", partial(events.disable_rule, Name=name), "state", "PutRule", Case),
        ("triggered by something else", partial(put, **trigger), "trigger", "PutRule", Case),
        ("described otherwise", partial(put, Description="mine"), "description", "PutRule", Case),
        ("without target", remove, "target", "PutTargets", Case),
        ("with another target", partial(target, Arn=STRANGER), "target", "PutTargets", Case),
        ("telling something else", partial(target, Input="{}"), "target", "PutTargets", Case),
        ("with a second target", partial(target, Id="mine", Arn=STRANGER), "target", "RemoveTargets", extra),
    ]
    return [
        missing(f"{name} is deleted", "rule", name, delete, ["target"], ["PutRule", "PutTargets"]),
        *[make(f"{name} is {what}", "rule", name, do, [field], [write]) for what, do, field, write, make in changes],
        untagged("rule", name, untag, "TagResource"),
    ]


ALL = (topics, role, table, groups, bucket, trail, functions, rules)
MADE = []


def cases(aws, kinds):
    """The cases of these kinds, of a stack that stands; they are made of what is there now."""
    MADE[:] = [case for kind in ALL if kind.__name__ in kinds for case in kind(aws)]
    return [case.told() for case in MADE]


def apply(_aws, number):
    MADE[number].do()


def after(_aws, number):
    """What is wrong after the repair beyond what `drift` sees; it may also undo what is nobody's business."""
    ask = MADE[number].after
    found = ask() if ask else None
    return found if isinstance(found, list) else []


DEEDS = {"cases": cases, "apply": apply, "after": after}
