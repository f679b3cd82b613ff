"""What people make by hand: the guide's own stack, and things that are in the way.

The guide's names and settings are those of its text, read as a person in the consoles would set them: no tags, Python
functions with the defaults of the console, the policies of AWS, a topic with the policy that SNS gives it, and a trail
with a new bucket (the guide's name for it is not a legal one).
"""

import io
import json
import zipfile

from check import ACCOUNT, DISCONNECTED, ROLE, TRAIL, bucket_name

GUIDE_POLICIES = ("AmazonWorkSpacesAdmin", "CloudWatchFullAccess")
GUIDE_FUNCTIONS = ("Workspace_Alarm_Create", "Workspace_Alarm_Del", "Workspace_Term_Rebuild")


def guide(aws):
    """Everything that the guide tells to click together."""
    client, sns, iam, events = getattr(aws, "lambda"), aws.sns, aws.iam, aws.events
    topic = sns.create_topic(Name=DISCONNECTED)["TopicArn"]
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    described = "Allows Lambda functions to call AWS services on your behalf. Used To Term and Delete WorkSpaces"
    role = iam.create_role(RoleName=ROLE, Description=described, AssumeRolePolicyDocument=json.dumps(trust))["Role"][
        "Arn"
    ]
    for policy in GUIDE_POLICIES:
        iam.attach_role_policy(RoleName=ROLE, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    for name in GUIDE_FUNCTIONS:
        client.create_function(
            FunctionName=name,
            # The guide's python3.7 can no longer be chosen.
            Runtime="python3.12",
            Handler="lambda_function.lambda_handler",
            Role=role,
            Code={"ZipFile": zipped("lambda_function.py", "def lambda_handler(event, context):\n    print(event)\n")},
        )
    bucket(aws, bucket_name(aws))
    aws.cloudtrail.create_trail(Name=TRAIL, S3BucketName=bucket_name(aws))
    aws.cloudtrail.start_logging(Name=TRAIL)
    for rule, call, function, described in (
        ("Workspace_Create", "CreateWorkspaces", GUIDE_FUNCTIONS[0], "Triggers function that creates alarm"),
        ("Workspace_Term", "TerminateWorkspaces", GUIDE_FUNCTIONS[1], "Deletes Alarm Assigned To Workspace"),
    ):
        pattern = {
            "source": ["aws.workspaces"],
            "detail-type": ["AWS API Call via CloudTrail"],
            "detail": {"eventSource": ["workspaces.amazonaws.com"], "eventName": [call]},
        }
        events.put_rule(Name=rule, Description=described, EventPattern=json.dumps(pattern), State="ENABLED")
        events.put_targets(Rule=rule, Targets=[{"Id": "Id1", "Arn": aws.arn("lambda", f"function:{function}")}])
        permit(client, function, "console-" + rule, "events.amazonaws.com", aws.arn("events", f"rule/{rule}"))
    rebuild = aws.arn("lambda", f"function:{GUIDE_FUNCTIONS[2]}")
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=rebuild)
    permit(client, GUIDE_FUNCTIONS[2], "console-sns", "sns.amazonaws.com", topic)
    client.update_function_configuration(FunctionName=GUIDE_FUNCTIONS[2], Timeout=900)
    client.put_function_event_invoke_config(FunctionName=GUIDE_FUNCTIONS[2], MaximumRetryAttempts=0)


def permit(client, function, statement, principal, source):
    client.add_permission(
        FunctionName=function,
        StatementId=statement,
        Action="lambda:InvokeFunction",
        Principal=principal,
        SourceArn=source,
    )


def zipped(name, text):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, text)
    return made.getvalue()


def bucket(aws, name):
    place = {} if aws.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": aws.region}}
    aws.s3.create_bucket(Bucket=name, **place)


def trail(aws, name):
    """A trail of all Regions that logs already."""
    bucket(aws, f"{name.lower()}-logs")
    aws.cloudtrail.create_trail(Name=name, S3BucketName=f"{name.lower()}-logs", IsMultiRegionTrail=True)
    aws.cloudtrail.start_logging(Name=name)


def stop_trail(aws, name):
    aws.cloudtrail.stop_logging(Name=name)


def topic(aws, name, tags=None):
    """A topic that somebody else made, perhaps for another stack."""
    aws.sns.create_topic(Name=name, Tags=[{"Key": key, "Value": value} for key, value in (tags or {}).items()])


def table(aws, name):
    """A table that carries our tag, with keys that are not ours."""
    aws.dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        Tags=[{"Key": "wsrecycle:stack", "Value": "default"}],
    )


def delete_table(aws, name):
    aws.dynamodb.delete_table(TableName=name)


def alarm(aws, name, topic):
    """An alarm of the stack."""
    aws.cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/WorkSpaces",
        MetricName="SessionDisconnect",
        Dimensions=[{"Name": "WorkspaceId", "Value": name.rpartition("_")[2]}],
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[f"arn:aws:sns:{aws.region}:{ACCOUNT}:{topic}"],
    )


def file(aws, bucket, key):
    """A log file, so that the bucket is not empty."""
    aws.s3.put_object(Bucket=bucket, Key=key, Body=b"{}")


def delete_file(aws, bucket, key):
    aws.s3.delete_object(Bucket=bucket, Key=key)


DEEDS = {
    "guide": guide,
    "trail": trail,
    "stop_trail": stop_trail,
    "topic": topic,
    "table": table,
    "delete_table": delete_table,
    "alarm": alarm,
    "file": file,
    "delete_file": delete_file,
}
