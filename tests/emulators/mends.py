"""Where MiniStack is known to do otherwise than AWS and a test would have to look away: put right with more calls.

A mend is asked before the call is passed on; it may refuse it, with a code and a message, and may give what is to be
done after it went well. It speaks to MiniStack through `send`. To add one: a function with the operation's name in
snake case, and where AWS says so.
"""

TRAILS = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"
RULES = "AWSEvents"


class Refused(Exception):
    """AWS would not do it: code and message."""


def create_trail(asked, send, arn):
    """The tags of TagsList are the trail's (CreateTrail, API reference); MiniStack loses them."""
    tags = {"ResourceId": arn("cloudtrail", f"trail/{asked['Name']}"), "TagsList": asked.get("TagsList", [])}
    return lambda: send(f"{TRAILS}.AddTags", tags)


def put_rule(asked, send, arn):
    """Tags are ignored for a rule that exists (PutRule, API reference); MiniStack replaces its tags."""
    rule = {"ResourceARN": arn("events", f"rule/{asked['Name']}")}
    if "Arn" not in send(f"{RULES}.DescribeRule", {"Name": asked["Name"]}):
        return None
    before = send(f"{RULES}.ListTagsForResource", rule).get("Tags", [])
    given = [tag["Key"] for tag in asked.get("Tags", [])]

    def restore():
        send(f"{RULES}.UntagResource", {**rule, "TagKeys": given})
        send(f"{RULES}.TagResource", {**rule, "Tags": before})

    return restore


def delete_rule(asked, send, _arn):
    """A rule with targets cannot be deleted (DeleteRule, API reference); MiniStack deletes it."""
    if send(f"{RULES}.ListTargetsByRule", {"Rule": asked["Name"]}).get("Targets"):
        raise Refused("ValidationException", "Rule can't be deleted since it has targets.")


MENDS = {"CreateTrail": create_trail, "PutRule": put_rule, "DeleteRule": delete_rule}
