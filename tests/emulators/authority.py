"""IAM's part in AWS: which actions a call is asked about, and whether the caller's policy allows them.

The questions are written down here call by call, apart from the product's table, so that the two can disagree. They
are our reading of the Service Authorization Reference, and of the API references where a call needs more than its own
action (seen 2026-11-22). The decisions are those of MiniStack's evaluator, which others wrote; MiniStack's own
enforcement asks less (no tags of new things, no passed roles, no keys) and knows nothing of moto's services.

Only callers with a policy are asked, by the control `policies`: {access key: policy document, or null for everything}.

To add a call: nothing, if its action is called like it and its resource is in `resources`; else a line below.
"""

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

import state

# As actions are spelled, where botocore spells it otherwise.
PREFIXES = {"resourcegroupstaggingapi": "tag"}
# Actions that are not called like their operation.
NAMES = {
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
    "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
    "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3:HeadBucket": "s3:ListBucket",
}
FREE = {"sts:GetCallerIdentity"}
# Actions without resource types, and DescribeAlarms, which is asked here without names.
ON_EVERYTHING = {
    "cloudtrail:DescribeTrails",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetMetricData",
    "logs:DescribeLogGroups",
    "sns:Unsubscribe",
    "tag:GetResources",
}
# What a creation with tags asks for besides.
TAGGED = {
    "cloudtrail:CreateTrail": ("TagsList", "cloudtrail:AddTags"),
    "dynamodb:CreateTable": ("Tags", "dynamodb:TagResource"),
    "events:PutRule": ("Tags", "events:TagResource"),
    "iam:CreateRole": ("Tags", "iam:TagRole"),
    "lambda:CreateFunction": ("Tags", "lambda:TagResource"),
    "logs:CreateLogGroup": ("tags", "logs:TagResource"),
    "sns:CreateTopic": ("Tags", "sns:TagResource"),
}
# Members that name what a call is about, and the ARN's part before the name.
MEMBERS = {
    "cloudtrail": (("Name", "TrailName", "ResourceId", "ResourceIdList"), "trail/"),
    "cloudwatch": (("AlarmName", "AlarmNames"), "alarm:"),
    "dynamodb": (("TableName", "ResourceArn"), "table/"),
    "events": (("Name", "Rule", "ResourceARN"), "rule/"),
    "iam": (("RoleName",), "role/"),
    "lambda": (("FunctionName", "Resource"), "function:"),
    "logs": (("logGroupName", "resourceArn"), "log-group:"),
    "s3": (("Bucket",), ""),
    "sns": (("TopicArn", "ResourceArn", "Name"), ""),
}
WITHOUT_REGION = {"iam": "arn:aws:iam::{account}:", "s3": "arn:aws:s3:::"}
# The call whose answer lacks its tags where the action is not allowed.
HIDDEN = ("lambda", "GetFunction"), "lambda:ListTags"
# What WorkSpaces asks of a key while it makes a desktop with encrypted volumes.
KEY_ACTIONS = ("kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey")


class Authority:
    def __init__(self):
        self.policies = {}  # by access key

    def set(self, asked):
        for key, document in asked.items():
            if document is None:
                self.policies.pop(key, None)
            else:
                self.policies[key] = [parse_policy_document(document)]

    def asks(self, caller, call):
        """What this caller is asked about for this call: action, resource and context."""
        return list(questions(call)) if caller in self.policies else []

    def objection(self, caller, call):
        """The error that the caller gets, or None: status, code and message."""
        for action, resource, context in self.asks(caller, call):
            if not self.allows(caller, action, resource, context):
                return 400 if call.wire == "json" else 403, code(call), message(caller, call, action, resource)
        return None

    def hides_tags(self, caller, call):
        """Why a function is described without its tags, or None: Lambda leaves them out and says so."""
        if (call.service, call.name) != HIDDEN[0] or caller not in self.policies:
            return None
        action = HIDDEN[1]
        resource = next(resources(call, action))
        if self.allows(caller, action, resource, {}):
            return None
        return {"ErrorCode": "AccessDeniedException", "Message": sentence(caller, action, resource)}

    def allows(self, caller, action, resource, context):
        asked = EvalContext(
            principal_arn=user(caller),
            principal_type="User",
            principal_account=state.ACCOUNT,
            action=action,
            resource_arn=resource,
            region=state.REGION,
            service_context={key.lower(): value for key, value in context.items()},
        )
        return evaluate(asked, self.policies[caller]).decision == "Allow"


def questions(call):
    action = f"{PREFIXES.get(call.service, call.service)}:{call.name}"
    action = NAMES.get(action, action)
    if action in FREE:
        return
    if action == "dynamodb:TransactWriteItems":
        yield from of_transaction(call)
        return
    context = {}
    if policy := call.parameters.get("PolicyArn"):
        context["iam:PolicyARN"] = policy
    for resource in resources(call, action):
        yield action, resource, context
    if action in TAGGED:
        member, tagging = TAGGED[action]
        if call.parameters.get(member):
            for resource in resources(call, tagging):
                yield tagging, resource, {}
    if call.service == "lambda" and (role := call.parameters.get("Role")):
        yield "iam:PassRole", role, {"iam:PassedToService": "lambda.amazonaws.com"}
    if action == "workspaces:CreateWorkspaces":
        yield from of_new_desktops(call)


def of_transaction(call):
    """It has no action of its own: each part is asked about as what it does (DynamoDB Developer Guide)."""
    for part in call.parameters["TransactItems"]:
        for what, item in part.items():
            action = "dynamodb:ConditionCheckItem" if what == "ConditionCheck" else f"dynamodb:{what}Item"
            yield action, arn("dynamodb", f"table/{item['TableName']}"), {}


def of_new_desktops(call):
    for each in call.parameters["Workspaces"]:
        if each.get("Tags"):
            yield "workspaces:CreateTags", "*", {}
        if each.get("VolumeEncryptionKey"):
            via = {"kms:ViaService": f"workspaces.{state.REGION}.amazonaws.com"}
            for action in KEY_ACTIONS:
                yield action, arn("kms", "key/0a1b2c3d-0000-0000-0000-000000000000"), via


def resources(call, action):
    """The ARNs that the action is asked about."""
    if call.service == "workspaces":
        yield from desktops(call)
        return
    if action in ON_EVERYTHING or call.service not in MEMBERS:
        yield "*"
        return
    members, kind = MEMBERS[call.service]
    given = next(call.parameters[member] for member in members if call.parameters.get(member))
    for name in given if isinstance(given, list) else [given]:
        begin = WITHOUT_REGION.get(call.service, "").format(account=state.ACCOUNT)
        it = name if name.startswith("arn:") else begin + kind + name if begin else arn(call.service, kind + name)
        # CloudWatch Logs is asked about the group's streams, but for its tags.
        yield f"{it}:log-stream:" if call.service == "logs" and "Tag" not in action else it
        if index := call.parameters.get("IndexName"):
            yield f"{it}/index/{index}"


def desktops(call):
    if call.name == "TerminateWorkspaces":
        for each in call.parameters["TerminateWorkspaceRequests"]:
            yield arn("workspaces", f"workspace/{each['WorkspaceId']}")
    elif call.name == "CreateWorkspaces":
        for each in call.parameters["Workspaces"]:
            yield arn("workspaces", f"directory/{each['DirectoryId']}")
            yield arn("workspaces", f"workspacebundle/{each['BundleId']}")
            yield arn("workspaces", "workspace/*")
    else:
        yield "*"


def arn(service, rest):
    return f"arn:aws:{service}:{state.REGION}:{state.ACCOUNT}:{rest}"


def user(caller):
    return f"arn:aws:iam::{state.ACCOUNT}:user/{caller}"


def code(call):
    if call.service == "sns":
        return "AuthorizationError"
    return "AccessDeniedException" if call.wire in ("json", "cbor") else "AccessDenied"


def message(caller, call, action, resource):
    """In the words of AWS, which differ: S3 may give no reason at all, and CloudWatch Logs has its own."""
    if call.service == "s3":
        return "Access Denied"
    if call.service == "logs" and call.name == "CreateLogGroup" and action == "logs:TagResource":
        return (
            f"User with accountId: {state.ACCOUNT} is not authorized to perform CreateLogGroup with Tags. "
            f'An additional permission "{action}" is required.'
        )
    return sentence(caller, action, resource)


def sentence(caller, action, resource):
    why = f"because no identity-based policy allows the {action} action"
    return f"User: {user(caller)} is not authorized to perform: {action} on resource: {resource} {why}"
