"""A second pair of eyes and hands: what a test asks of the emulated account without any of our own code.

    python outside.py ENDPOINT

Reads one JSON object a line from standard input and answers each with one line: {"Do": name, "Region": region, and
what the deed takes}. A deed is a function in `DEEDS` of `check.py`, `damage.py` or `hand.py`.
"""

import json
import sys
from pathlib import Path

import boto3

sys.dont_write_bytecode = True  # The sources stay clean.
sys.path.insert(0, str(Path(__file__).parent))

ACCOUNT = "123456789012"


class Aws:
    """The account in one Region: a client for each service, by its name."""

    def __init__(self, endpoint, region):
        self.region, self.endpoint, self.clients = region, endpoint, {}

    def __getattr__(self, service):
        clients = self.__dict__["clients"]
        if service not in clients:
            clients[service] = boto3.client(
                service,
                region_name=self.region,
                endpoint_url=self.endpoint,
                aws_access_key_id="OUTSIDE",
                aws_secret_access_key="test",
            )
        return clients[service]

    def arn(self, service, name):
        region = "" if service in ("iam", "s3") else self.region
        account = "" if service == "s3" else ACCOUNT
        return f"arn:aws:{service}:{region}:{account}:{name}"


def main(endpoint):
    import check
    import damage
    import hand

    deeds = {"check": check.DEEDS, "damage": damage.DEEDS, "hand": hand.DEEDS}
    regions = {}
    for line in sys.stdin:
        asked = json.loads(line)
        region = asked.pop("Region")
        aws = regions.setdefault(region, Aws(endpoint, region))
        module, _, name = asked.pop("Do").partition(".")
        print(json.dumps(deeds[module][name](aws, **asked), default=str), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
