"""What `benches/function.rs` measures the function against: the work of `Workspace_Alarm_Create` in Python with boto3.

It stands in for Lambda's Python runtime as well: invocations come from the Runtime API, one after the other. Clients
are made while the module is loaded, as AWS's guidance for Lambda says. It makes the same calls with the same
parameters, and no faster than CloudWatch takes them: three PutMetricAlarm a second.
"""

import json
import os
import time
import urllib.request

import boto3

RUNTIME = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime"
PER_SECOND = 3
PREFIX = "WorkSpace_Disconnected_id_"

workspaces = boto3.client("workspaces")
tagging = boto3.client("resourcegroupstaggingapi")
cloudwatch = boto3.client("cloudwatch")
next_put = 0.0


def lambda_handler(event, arn):
    _, _, _, region, account, *_ = arn.split(":")
    created = [item["workspaceId"] for item in event["detail"]["responseElements"]["pendingRequests"]]
    rows = workspaces.describe_workspaces(WorkspaceIds=created)["Workspaces"]
    leaving = {row["WorkspaceId"] for row in rows if row["State"] in ("TERMINATING", "TERMINATED")}
    arns = [f"arn:aws:workspaces:{region}:{account}:workspace/{each}" for each in created]
    tagged = tagging.get_resources(ResourceARNList=arns)["ResourceTagMappingList"]
    held = {
        row["ResourceARN"].rpartition("/")[2]
        for row in tagged
        if any(tag["Key"] == "wsrecycle:hold" for tag in row["Tags"])
    }
    guarded = [each for each in created if each not in leaving | held]
    for desktop in guarded:
        take_turn()
        put_alarm(desktop, f"arn:aws:sns:{region}:{account}:Workspace_Disconnected_Topic")
    return {"done": guarded}


def take_turn():
    """Three calls at once, then three a second."""
    global next_put
    now = time.monotonic()
    wait = next_put - now - (PER_SECOND - 1) / PER_SECOND
    if wait > 0:
        time.sleep(wait)
    next_put = max(next_put, now) + 1 / PER_SECOND


def put_alarm(desktop, topic):
    cloudwatch.put_metric_alarm(
        AlarmName=PREFIX + desktop,
        Namespace="AWS/WorkSpaces",
        MetricName="SessionDisconnect",
        Dimensions=[{"Name": "WorkspaceId", "Value": desktop}],
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        DatapointsToAlarm=1,
        Threshold=1.0,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[topic],
        ActionsEnabled=True,
    )


def serve():
    while True:
        with urllib.request.urlopen(f"{RUNTIME}/invocation/next") as invocation:
            identity = invocation.headers["Lambda-Runtime-Aws-Request-Id"]
            arn = invocation.headers["Lambda-Runtime-Invoked-Function-Arn"]
            event = json.load(invocation)
        answer = json.dumps(lambda_handler(event, arn)).encode()
        urllib.request.urlopen(f"{RUNTIME}/invocation/{identity}/response", data=answer).close()


if __name__ == "__main__":
    serve()
