"""The stack as an administrator would describe it, looked at with boto3: literal values, none of them from our code.

Where they are from: the set-up guide (names, pattern, timeout of 15 minutes, retry attempts 0, a trail of one Region
with logging on) and the table of resources in the design (everything else). `stack` answers with a list of
sentences about what is not so.
"""

import json

from botocore.exceptions import ClientError

ACCOUNT = "123456789012"
ROLE = "Lambda_WorkSpaces_Functions"
TABLE = "Workspace_Recycle_Ledger"
TRAIL = "Workspace_Logging"
DISCONNECTED = "Workspace_Disconnected_Topic"
ALERTS = "Workspace_Recycle_Alerts"
TAGS = {"wsrecycle:stack": "default"}

# Name, timeout in seconds (the guide: 15 minutes), retry attempts (the guide: 0), and who may call it.
FUNCTIONS = [
    ("Workspace_Alarm_Create", 120, 2, [("events.amazonaws.com", "events", "rule/Workspace_Create")]),
    ("Workspace_Alarm_Del", 120, 2, [("events.amazonaws.com", "events", "rule/Workspace_Term")]),
    (
        "Workspace_Term_Rebuild",
        900,
        0,
        [
            ("events.amazonaws.com", "events", "rule/Workspace_Reconcile"),
            ("sns.amazonaws.com", "sns", DISCONNECTED),
        ],
    ),
]

# Name, call of WorkSpaces or nothing for the clock, and what it calls.
RULES = [
    ("Workspace_Create", "CreateWorkspaces", "Workspace_Alarm_Create"),
    ("Workspace_Term", "TerminateWorkspaces", "Workspace_Alarm_Del"),
    ("Workspace_Reconcile", None, "Workspace_Term_Rebuild"),
]

# What the functions cannot do without.
NEEDED = {
    "cloudwatch:DeleteAlarms",
    "cloudwatch:PutMetricAlarm",
    "cloudwatch:GetMetricData",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "sns:Publish",
    "workspaces:CreateTags",
    "workspaces:CreateWorkspaces",
    "workspaces:DescribeWorkspaces",
    "workspaces:DescribeWorkspacesConnectionStatus",
    "workspaces:TerminateWorkspaces",
}
# What must never be allowed on everything.
NARROW = {
    "cloudwatch:DeleteAlarms",
    "cloudwatch:PutMetricAlarm",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "logs:PutLogEvents",
    "sns:Publish",
    "workspaces:TerminateWorkspaces",
}


class Findings:
    """Sentences about what is not as it should be."""

    def __init__(self):
        self.sentences = []

    def same(self, what, found, wanted):
        if found != wanted:
            self.sentences.append(f"{what}: {found!r} instead of {wanted!r}")

    def true(self, what, holds):
        if not holds:
            self.sentences.append(what)


def many(value):
    return value if isinstance(value, list) else [value]


def pairs(tags, key="Key", value="Value"):
    return {tag[key]: tag[value] for tag in tags}


def statements(policy):
    return many((json.loads(policy) if isinstance(policy, str) else policy)["Statement"])


def condition(statement, key):
    """The value that a condition, of whatever operator, asks of a key; the case of keys does not matter."""
    for keys in statement.get("Condition", {}).values():
        for name, value in keys.items():
            if name.lower() == key.lower():
                return value
    return None


def topics(aws, see, notify):
    arn = aws.arn("sns", DISCONNECTED)
    policy = statements(aws.sns.get_topic_attributes(TopicArn=arn)["Attributes"]["Policy"])
    see.same("statements of the topic's policy", len(policy), 1)
    see.same("who may publish", policy[0]["Principal"], {"Service": "cloudwatch.amazonaws.com"})
    see.same("what it may", many(policy[0]["Action"]), ["sns:Publish"])
    see.same("where", policy[0]["Resource"], arn)
    see.same("from which account", condition(policy[0], "aws:SourceAccount"), ACCOUNT)
    see.same("from which alarms", condition(policy[0], "aws:SourceArn"), aws.arn("cloudwatch", "alarm:*"))
    told = aws.sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
    rebuild = aws.arn("lambda", "function:Workspace_Term_Rebuild")
    see.same("who hears", [(each["Protocol"], each["Endpoint"]) for each in told], [("lambda", rebuild)])
    alerts = aws.sns.list_subscriptions_by_topic(TopicArn=aws.arn("sns", ALERTS))["Subscriptions"]
    addresses = [(each["Protocol"], each["Endpoint"]) for each in alerts]
    see.same("who is alerted", addresses, [("email", address) for address in notify])
    for name in (DISCONNECTED, ALERTS):
        tags = aws.sns.list_tags_for_resource(ResourceArn=aws.arn("sns", name))["Tags"]
        see.same(f"tags of {name}", pairs(tags), TAGS)


def role(aws, see, regions):
    found = aws.iam.get_role(RoleName=ROLE)["Role"]
    trust = statements(found["AssumeRolePolicyDocument"])
    wanted = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    see.same("trust", trust, [wanted])
    see.same("tags of the role", pairs(aws.iam.list_role_tags(RoleName=ROLE)["Tags"]), TAGS)
    see.same("policies of AWS", aws.iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"], [])
    names = aws.iam.list_role_policies(RoleName=ROLE)["PolicyNames"]
    # IAM knows no Regions: the stack of each Region keeps a policy of its own in the role.
    see.same("inline policies", sorted(names), sorted(f"wsrecycle-{region}" for region in regions))
    allowed = set()
    policy = aws.iam.get_role_policy(RoleName=ROLE, PolicyName=f"wsrecycle-{aws.region}")["PolicyDocument"]
    for statement in statements(policy):
        actions, resources = set(many(statement["Action"])), many(statement["Resource"])
        see.same("effect", statement["Effect"], "Allow")
        see.true(f"a wildcard among {actions}", not any("*" in action for action in actions))
        see.true(f"{actions & NARROW} on everything", "*" not in resources or not actions & NARROW)
        allowed |= actions
    see.same("rights that the functions lack", NEEDED - allowed, set())


def table(aws, see):
    found = aws.dynamodb.describe_table(TableName=TABLE)["Table"]
    keys = [(key["AttributeName"], key["KeyType"]) for key in found["KeySchema"]]
    see.same("keys", keys, [("pk", "HASH"), ("sk", "RANGE")])
    types = pairs(found["AttributeDefinitions"], "AttributeName", "AttributeType")
    see.same("types", types, {"pk": "S", "sk": "S", "open": "S", "due_at": "S"})
    indexes = found.get("GlobalSecondaryIndexes", [])
    see.same("indexes", [index["IndexName"] for index in indexes], ["open"])
    for index in indexes:
        keys = [(key["AttributeName"], key["KeyType"]) for key in index["KeySchema"]]
        see.same("keys of the index", keys, [("open", "HASH"), ("due_at", "RANGE")])
        see.same("projection of the index", index["Projection"]["ProjectionType"], "ALL")
    see.same("billing", found.get("BillingModeSummary", {}).get("BillingMode"), "PAY_PER_REQUEST")
    backups = aws.dynamodb.describe_continuous_backups(TableName=TABLE)["ContinuousBackupsDescription"]
    recovery = backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]
    see.same("point-in-time recovery", recovery, "ENABLED")
    ttl = aws.dynamodb.describe_time_to_live(TableName=TABLE)["TimeToLiveDescription"]
    see.true(f"time to live: {ttl}", ttl["TimeToLiveStatus"] in ("ENABLED", "ENABLING"))
    see.same("attribute of the time to live", ttl.get("AttributeName"), "expires_at")
    tags = aws.dynamodb.list_tags_of_resource(ResourceArn=aws.arn("dynamodb", f"table/{TABLE}"))["Tags"]
    see.same("tags of the table", pairs(tags), TAGS)


def functions(aws, see, settings):
    client = getattr(aws, "lambda")
    for name, timeout, retries, callers in FUNCTIONS:
        answer = client.get_function(FunctionName=name)
        found = answer["Configuration"]
        wanted = {
            "Runtime": "provided.al2023",
            "Timeout": timeout,
            "MemorySize": 256,
            "Role": aws.arn("iam", f"role/{ROLE}"),
            "Architectures": ["x86_64"],
            "PackageType": "Zip",
        }
        see.same(f"settings of {name}", {key: found.get(key) for key in wanted}, wanted)
        see.same(f"log format of {name}", found["LoggingConfig"]["LogFormat"], "JSON")
        variables = found["Environment"]["Variables"]
        see.same(f"stack of {name}", variables.get("WSRECYCLE_STACK"), "default")
        told = json.loads(variables.get("WSRECYCLE_SETTINGS", "{}"))
        see.same(f"settings told to {name}", {key: told.get(key) for key in settings}, settings)
        see.same(f"tags of {name}", answer["Tags"], TAGS)
        retry = client.get_function_event_invoke_config(FunctionName=name)
        see.same(f"retry attempts of {name}", retry["MaximumRetryAttempts"], retries)
        failed = retry["DestinationConfig"]["OnFailure"]["Destination"]
        see.same(f"failure destination of {name}", failed, aws.arn("sns", ALERTS))
        policy = statements(client.get_policy(FunctionName=name)["Policy"])
        permitted = sorted((each["Principal"]["Service"], condition(each, "aws:SourceArn")) for each in policy)
        see.same(f"callers of {name}", permitted, [(who, aws.arn(service, what)) for who, service, what in callers])
        for each in policy:
            see.same(f"what callers of {name} may", each["Action"], "lambda:InvokeFunction")
        group = f"/aws/lambda/{name}"
        groups = aws.logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
        kept = [each.get("retentionInDays") for each in groups if each["logGroupName"] == group]
        see.same(f"days that {group} is kept", kept, [30])
        tags = aws.logs.list_tags_for_resource(resourceArn=aws.arn("logs", f"log-group:{group}"))["tags"]
        see.same(f"tags of {group}", tags, TAGS)


def rules(aws, see):
    for name, call, function in RULES:
        found = aws.events.describe_rule(Name=name)
        see.same(f"state of {name}", found["State"], "ENABLED")
        if call:
            wanted = {
                "source": ["aws.workspaces"],
                "detail-type": ["AWS API Call via CloudTrail"],
                "detail": {"eventSource": ["workspaces.amazonaws.com"], "eventName": [call]},
            }
            see.same(f"pattern of {name}", json.loads(found["EventPattern"]), wanted)
        else:
            see.same(f"schedule of {name}", found.get("ScheduleExpression"), "rate(1 minute)")
        targets = aws.events.list_targets_by_rule(Rule=name)["Targets"]
        extra = [key for target in targets for key in target if key not in ("Id", "Arn")]
        see.same(f"targets of {name}", [each["Arn"] for each in targets], [aws.arn("lambda", f"function:{function}")])
        see.same(f"what is done to the events of {name}", extra, [])
        tags = aws.events.list_tags_for_resource(ResourceARN=aws.arn("events", f"rule/{name}"))["Tags"]
        see.same(f"tags of {name}", pairs(tags), TAGS)


def trail(aws, see):
    name = bucket_name(aws)
    found = {each["Name"]: each for each in aws.cloudtrail.describe_trails()["trailList"]}.get(TRAIL, {})
    wanted = {"S3BucketName": name, "IsMultiRegionTrail": False, "LogFileValidationEnabled": True}
    see.same("the trail", {key: found.get(key) for key in wanted}, wanted)
    see.same("logging", aws.cloudtrail.get_trail_status(Name=TRAIL)["IsLogging"], True)
    selectors = aws.cloudtrail.get_event_selectors(TrailName=TRAIL)["EventSelectors"]
    logged = [(each["ReadWriteType"], each["IncludeManagementEvents"]) for each in selectors]
    see.same("what is logged", logged, [("WriteOnly", True)])
    see.same("data events", [each.get("DataResources", []) for each in selectors], [[]])
    arn = aws.arn("cloudtrail", f"trail/{TRAIL}")
    tags = aws.cloudtrail.list_tags(ResourceIdList=[arn])["ResourceTagList"][0]["TagsList"]
    see.same("tags of the trail", pairs(tags), TAGS)


def bucket_name(aws):
    return f"workspace-logging-{ACCOUNT}-{aws.region}"


def bucket(aws, see):
    name, s3 = bucket_name(aws), aws.s3
    place = s3.get_bucket_location(Bucket=name)["LocationConstraint"]
    see.same("Region of the bucket", place, None if aws.region == "us-east-1" else aws.region)
    policy = statements(s3.get_bucket_policy(Bucket=name)["Policy"])
    allowed = {each["Action"]: each for each in policy if each["Effect"] == "Allow"}
    see.same("what is allowed in the bucket", sorted(allowed), ["s3:GetBucketAcl", "s3:PutObject"])
    for each in allowed.values():
        see.same("who may", each["Principal"], {"Service": "cloudtrail.amazonaws.com"})
        arn = aws.arn("cloudtrail", f"trail/{TRAIL}")
        see.same("for which trail", condition(each, "aws:SourceArn"), arn)
    put = allowed.get("s3:PutObject", {})
    see.same("where logs go", put.get("Resource"), f"arn:aws:s3:::{name}/AWSLogs/{ACCOUNT}/*")
    see.same("whose logs are", condition(put, "s3:x-amz-acl"), "bucket-owner-full-control")
    block = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    see.same("public access that is blocked", (len(block), all(block.values())), (4, True))
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    found = [each["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] for each in encryption]
    see.same("encryption", found, ["AES256"])
    expiry = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    see.same("expiry", [(each["Status"], each["Expiration"]["Days"]) for each in expiry], [("Enabled", 90)])
    owner = s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]["Rules"]
    see.same("ownership", [each["ObjectOwnership"] for each in owner], ["BucketOwnerEnforced"])
    see.same("tags of the bucket", pairs(s3.get_bucket_tagging(Bucket=name)["TagSet"]), TAGS)


SETTINGS = {"grace_s": 600, "scope": "all", "notify": []}


def stack(aws, own_trail=True, settings=None, regions=None):
    """What is not as it should be.

    `settings`: what the functions are to be told, where it is not the default. `regions`: where there are stacks, if
    not only here.
    """
    see, settings = Findings(), {**SETTINGS, **(settings or {})}
    looks = [
        ("topics", lambda: topics(aws, see, settings["notify"])),
        ("role", lambda: role(aws, see, regions or [aws.region])),
        ("table", lambda: table(aws, see)),
        ("functions", lambda: functions(aws, see, settings)),
        ("rules", lambda: rules(aws, see)),
    ]
    if own_trail:
        looks += [("bucket", lambda: bucket(aws, see)), ("trail", lambda: trail(aws, see))]
    for name, look in looks:
        try:
            look()
        except (ClientError, KeyError, IndexError) as error:
            see.sentences.append(f"{name}: {type(error).__name__}: {error}")
    return see.sentences


def left(aws):
    """Everything that is there, but for the logs."""
    there = [each["TopicArn"].rpartition(":")[2] for each in aws.sns.list_topics()["Topics"]]
    there += [each["Endpoint"] for each in aws.sns.list_subscriptions()["Subscriptions"]]
    there += [each["RoleName"] for each in aws.iam.list_roles()["Roles"]]
    there += aws.dynamodb.list_tables()["TableNames"]
    there += [each["FunctionName"] for each in getattr(aws, "lambda").list_functions()["Functions"]]
    there += [each["Name"] for each in aws.events.list_rules()["Rules"]]
    there += [each["Name"] for each in aws.s3.list_buckets()["Buckets"]]
    there += [each["Name"] for each in aws.cloudtrail.describe_trails()["trailList"]]
    there += [each["AlarmName"] for each in aws.cloudwatch.describe_alarms()["MetricAlarms"]]
    return sorted(set(there))


def logs(aws):
    """The functions' log groups."""
    groups = aws.logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/")["logGroups"]
    return [each["logGroupName"] for each in groups]


def logging(aws, name):
    return aws.cloudtrail.get_trail_status(Name=name)["IsLogging"]


DEEDS = {"stack": stack, "left": left, "logs": logs, "logging": logging}
