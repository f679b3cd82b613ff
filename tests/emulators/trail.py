"""CloudTrail as EventBridge hears of it: a call that changes something becomes an event on the default bus.

No emulator plays this part. Shapes: CloudTrail User Guide, "CloudTrail record contents", and EventBridge User Guide,
"AWS service events delivered via AWS CloudTrail" (seen 2026-11-22): the call's members in lower camel case.
"""

import json
import time
import uuid

import state


def event(call, answer):
    """The event of a call of WorkSpaces that was answered so."""
    arn = f"arn:aws:sts::{state.ACCOUNT}:assumed-role/role/test"
    detail = {
        "eventVersion": "1.11",
        "userIdentity": {"type": "AssumedRole", "accountId": state.ACCOUNT, "arn": arn},
        "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "eventSource": "workspaces.amazonaws.com",
        "eventName": call.name,
        "awsRegion": state.REGION,
        "sourceIPAddress": "192.0.2.7",
        "userAgent": "test",
        "requestParameters": lower_camel(call.parameters),
        "responseElements": lower_camel(answer),
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": state.ACCOUNT,
        "eventCategory": "Management",
    }
    return {"source": "aws.workspaces", "detail-type": "AWS API Call via CloudTrail", "detail": detail}


def lower_camel(value):
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: lower_camel(each) for key, each in value.items()}
    return [lower_camel(each) for each in value] if isinstance(value, list) else value


def entry(published):
    """An entry of PutEvents for an event in its published shape; the bus adds the rest of the envelope."""
    detail = json.dumps(published["detail"])
    return {"Source": published["source"], "DetailType": published["detail-type"], "Detail": detail}
