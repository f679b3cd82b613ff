"""The front door: one endpoint for all of AWS, in front of moto and MiniStack.

Every request that can be understood is checked against AWS's model, recorded, and, if the test asked for it, made to
fail; then moto (with our plug-ins) or MiniStack answers it. Answers of our plug-ins are checked as well. Unsigned
requests pass unchecked.

Controls of the gate itself, beside those of `controls.py`:
  faults  [{Operation, Caller, Code, Message, Status, Times, DelaySeconds, CarriedOut}]; without Code only the delay,
          without Caller (an access key) for everybody; an empty list ends them all
  calls   {"Forget": true} answers the record and empties it; each call tells who made it (the access key) and what the
          model check refused
  holds   [{Caller, Call or Write or Operation, CarriedOut}]: the caller's call with this number, or its call with
          this number among those that change something, or the next one of this operation, waits, if CarriedOut
          after it took effect. After a Write, all later calls of the caller wait too, so that nothing else happens.
          A caller has one hold at a time; {Caller} alone ends it, and what waits is refused
  held    answers the callers that wait
  events  [event as EventBridge publishes it]: put on the default bus of MiniStack in the name of an AWS service
  trail   {"Logs": true}: from now on a call that changes WorkSpaces becomes such an event (`trail.py`)
  policies  {access key: policy document}: what a caller may do (`authority.py`); the record tells what was asked
  reset   also empties MiniStack, the record, the faults and the holds
"""

import http.client
import io
import json
import re
import threading
import time
from datetime import datetime
from xml.sax.saxutils import escape

import cbor2
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

import controls
import mends
import models
import state
import tagging  # noqa: F401  registers itself with moto
import trail
import workspaces  # noqa: F401  registers itself with moto
from authority import Authority

AT_MOTO = {"workspaces", "ds", "ec2", "resourcegroupstaggingapi"}
OURS = {"workspaces", "resourcegroupstaggingapi"}
# Headers of the upstream connection, which are not the answer's.
HOP = {"connection", "content-length", "date", "server", "transfer-encoding"}
CALLER = re.compile(r"Credential=([^/]+)/")
PLACE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/")
# How the names of operations begin that change nothing.
READS = ("BatchGet", "Describe", "Filter", "Get", "Head", "List", "Query", "Scan")


class Hold:
    """A call that is to wait, so that its caller can be stopped at exactly this point."""

    def __init__(self, asked):
        self.call, self.write, self.operation = asked.get("Call"), asked.get("Write"), asked.get("Operation")
        self.carried_out = asked.get("CarriedOut", False)
        self.found, self.reached, self.over = False, threading.Event(), threading.Event()

    def stops(self, call, write, operation):
        """Whether this call waits, and whether it is the one that was asked for, and not a later one."""
        if self.found:
            return self.write is not None, False
        wanted = (self.call, self.write, self.operation)
        self.found = any(mine and mine == its for mine, its in zip(wanted, (call, write, operation)))
        return self.found, self.found


class Gate:
    """`upstream_port` is MiniStack's; without it, moto answers everything."""

    def __init__(self, upstream_port):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.upstream_port = upstream_port
        self.calls, self.faults = [], []
        self.authority = Authority()
        self.is_trailed = False
        self.holds, self.counts = {}, {}  # by caller
        # moto's state is plain dictionaries: one request at a time.
        self.lock = threading.RLock()

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        path = environ.get("PATH_INFO", "")
        if path.startswith("/control/"):
            status, head, data = self.control(path.removeprefix("/control/"), body)
        else:
            status, head, data = self.serve(environ, body)
        head = [(name, value) for name, value in head if name.lower() != "content-length"]
        if environ["REQUEST_METHOD"] != "HEAD":
            head.append(("Content-Length", str(len(data))))
        start_response(f"{status} -", head)
        return [data]

    def serve(self, environ, body):
        service = models.service_of(environ)
        if service is None:
            return self.pass_on(service, environ, body)
        found = CALLER.search(environ.get("HTTP_AUTHORIZATION", ""))
        caller = found[1] if found else None
        try:
            call = models.read(service, environ, body)
        except LookupError as unknown:
            self.record(caller, service, environ.get("PATH_INFO", ""), {}, [f"not understood: {unknown}"])
            return refusal("json", 501, "UnknownOperationException", str(unknown))
        problems = call.problems()
        fault, hold, is_first = self.record(caller, service, call.name, call.parameters, problems)
        if problems:
            return refusal(call.wire, 400, "ValidationException", "; ".join(problems[:5]))
        if hold:
            if is_first:
                if hold.carried_out:
                    self.answer(call, environ, body)
                hold.reached.set()
            hold.over.wait()
            return refusal(call.wire, 503, "ServiceUnavailableException", "Held by the test; nobody should hear it.")
        if fault:
            time.sleep(fault.get("DelaySeconds", 0))
        if fault and fault.get("Code"):
            if fault.get("CarriedOut"):
                self.answer(call, environ, body)
            message = fault.get("Message", "Made to fail by the test.")
            return refusal(call.wire, fault.get("Status", 400), fault["Code"], message)
        if denied := self.authority.objection(caller, call):
            return refusal(call.wire, *denied)
        status, head, data = self.answer(call, environ, body)
        if status == 200 and (error := self.authority.hides_tags(caller, call)):
            data = json.dumps({**json.loads(data), "Tags": None, "TagsError": error}).encode()
        return status, head, data

    def record(self, caller, service, operation, parameters, problems):
        """Put the call on record, and find the fault and the hold that the test planned for it."""
        with self.lock:
            calls, writes = self.counts.get(caller, (0, 0))
            is_write = not operation.startswith(READS)
            self.counts[caller] = calls, writes = calls + 1, writes + is_write
            self.calls.append(
                {
                    "Caller": caller,
                    "Service": service,
                    "Operation": operation,
                    "Parameters": json.loads(json.dumps(parameters, default=plain)),
                    "Refused": problems,
                }
            )
            hold = self.holds.get(caller)
            waits, is_first = hold.stops(calls, writes if is_write else None, operation) if hold else (False, False)
            hold = hold if waits else None
            for fault in self.faults:
                mine = fault["Operation"] == operation and fault.get("Caller", caller) == caller
                if mine and fault.get("Times", 1) > 0:
                    fault["Times"] = fault.get("Times", 1) - 1
                    return fault, hold, is_first
        return None, hold, is_first

    def answer(self, call, environ, body):
        try:
            mend = self.mend(call, environ)
            status, head, data = self.pass_on(call.service, environ, body)
            if status == 200 and mend:
                mend()
        except mends.Refused as refused:
            return refusal(call.wire, 400, *refused.args)
        except Exception as error:  # moto lets its own mistakes escape.
            words = f"{call.service} {call.name}: {type(error).__name__}: {error}"
            return refusal(call.wire, 501, "UnknownOperationException", words)
        if status == 200 and call.service in OURS:
            wrong = call.problems_of_answer(json.loads(data or b"{}"))
            if wrong:
                return refusal(call.wire, 501, "AnswerNotInModel", "; ".join(wrong[:5]))
        if self.is_trailed and status == 200 and call.service == "workspaces" and not call.name.startswith(READS):
            self.put_events([trail.event(call, json.loads(data))])
        return status, head, data

    def put_events(self, published):
        """On the default bus, as AWS services do; a customer would be refused their sources."""
        told = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "CONTENT_TYPE": "application/x-amz-json-1.1",
            "HTTP_X_AMZ_TARGET": "AWSEvents.PutEvents",
            "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 Credential=test/20261122/{state.REGION}/events/aws4_request, "
            "SignedHeaders=host, Signature=0",
        }
        asked = {"Entries": [trail.entry(each) for each in published]}
        answer = json.loads(self.forward(told, json.dumps(asked).encode())[2])
        if answer.get("FailedEntryCount") != 0:
            raise ValueError(f"the events were not taken: {answer}")

    def mend(self, call, environ):
        """What is to be done after the call, where MiniStack answers otherwise than AWS."""
        if not self.upstream_port or call.name not in mends.MENDS:
            return None
        region = PLACE.search(environ["HTTP_AUTHORIZATION"])[1]

        def send(target, asked):
            told, body = {**environ, "HTTP_X_AMZ_TARGET": target}, json.dumps(asked).encode()
            return json.loads(self.forward(signed(told, body, call.service, region), body)[2] or b"{}")

        def arn(service, name):
            return f"arn:aws:{service}:{region}:{state.ACCOUNT}:{name}"

        return mends.MENDS[call.name](call.parameters, send, arn)

    def pass_on(self, service, environ, body):
        """To whoever answers for this service."""
        if self.upstream_port and service not in AT_MOTO:
            return self.forward(environ, body)
        got = []
        with self.lock:
            data = b"".join(self.moto(environ, lambda status, head, _=None: got.extend((status, head))))
        return int(got[0].split()[0]), got[1], data

    def forward(self, environ, body):
        """Hand the request to MiniStack, byte for byte."""
        head = {
            name[5:].replace("_", "-").title(): value
            for name, value in environ.items()
            if name.startswith("HTTP_") and name not in ("HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_LENGTH")
        }
        if environ.get("CONTENT_TYPE"):
            head["Content-Type"] = environ["CONTENT_TYPE"]
        if self.authority.policies:
            # Whoever asks about policies takes the gate for the end of TLS, which a bucket's policy demands.
            head["X-Forwarded-Proto"] = "https"
        upstream = http.client.HTTPConnection("127.0.0.1", self.upstream_port, timeout=900)
        try:
            upstream.request(environ["REQUEST_METHOD"], environ.get("RAW_URI") or environ["PATH_INFO"], body, head)
            answer = upstream.getresponse()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
            return answer.status, kept, answer.read()
        finally:
            upstream.close()

    def control(self, route, body):
        asked, answer = json.loads(body or b"{}"), {}
        with self.lock:
            try:
                if route == "calls":
                    answer = list(self.calls)
                    if asked.get("Forget"):
                        self.calls.clear()
                elif route == "faults":
                    self.faults = self.faults + asked if asked else []
                elif route == "holds":
                    self.plan_holds(asked)
                elif route == "policies":
                    self.authority.set(asked)
                elif route == "events":
                    self.put_events(asked)
                elif route == "trail":
                    self.is_trailed = asked["Logs"]
                elif route == "held":
                    answer = [caller for caller, hold in self.holds.items() if hold.reached.is_set()]
                else:
                    answer = controls.run(route, asked)
                if route == "reset":
                    self.calls.clear()
                    self.faults.clear()
                    self.authority.policies.clear()
                    self.is_trailed = False
                    self.plan_holds([{"Caller": caller} for caller in list(self.holds)])
                if route == "reset" and self.upstream_port:
                    self.forward({"REQUEST_METHOD": "POST", "PATH_INFO": "/_ministack/reset"}, b"")
            except (KeyError, IndexError, TypeError, ValueError) as error:
                return refusal("json", 400, "NoSuchControl", f"{route}: {type(error).__name__}: {error}")
        return 200, [("Content-Type", "application/json")], json.dumps(answer).encode()

    def plan_holds(self, asked):
        """Begin and end holds; a caller's calls are counted anew from here."""
        for each in asked:
            caller = each["Caller"]
            if ended := self.holds.pop(caller, None):
                ended.over.set()
            self.counts[caller] = 0, 0
            if any(name in each for name in ("Call", "Write", "Operation")):
                self.holds[caller] = Hold(each)


def signed(environ, body, service, region):
    """The request in the name of root, for whatever its own caller may do."""
    names = {"HTTP_HOST": "Host", "HTTP_X_AMZ_TARGET": "X-Amz-Target", "CONTENT_TYPE": "Content-Type"}
    head = {name: environ[key] for key, name in names.items()}
    request = AWSRequest("POST", f"http://{environ['HTTP_HOST']}/", head, body)
    SigV4Auth(Credentials("test", "test"), service, region).add_auth(request)
    made = {"HTTP_AUTHORIZATION": request.headers["Authorization"], "HTTP_X_AMZ_DATE": request.headers["X-Amz-Date"]}
    return {**environ, **made}


def plain(value):
    """Timestamps and bytes, for the record; of a whole program only how long it is."""
    if isinstance(value, datetime):
        return value.timestamp()
    return value.decode("latin-1") if len(value) < 1_000_000 else f"{len(value)} bytes"


def refusal(wire, status, code, message):
    """An error in the wire format that the caller reads."""
    head = [("x-amzn-RequestId", f"gate-{time.time_ns()}"), ("x-amzn-ErrorType", code)]
    error = f"<Error><Type>Sender</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
    if wire == "rest-xml":
        return status, [("Content-Type", "application/xml"), *head], error.encode()
    if wire == "xml":
        data = f"<ErrorResponse>{error}<RequestId>gate</RequestId></ErrorResponse>".encode()
        return status, [("Content-Type", "text/xml"), *head], data
    said = {"__type": code, "message": message}
    if wire == "cbor":
        head = [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor"), *head]
        return status, head, cbor2.dumps(said)
    return status, [("Content-Type", "application/x-amz-json-1.1"), *head], json.dumps(said).encode()
