"""AWS's service models, as botocore ships them, as the judge of every request and of our own answers.

SDK clients are generated from these models but check little of them: lengths, ranges, patterns and enums pass
unchecked, and the emulators let most through as well. So the gate asks here before it lets a request in.

This module knows no service by name. A request that it should understand and does not is a `LookupError`.
"""

import io
import json
import re

import cbor2
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationNotFoundError, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import NotFound, get_service_router

# The name in a signature's scope is not always the name of the model.
SIGNED_AS = {"monitoring": "cloudwatch", "states": "stepfunctions", "tagging": "resourcegroupstaggingapi"}
CBOR_PATH = re.compile(r"/service/[^/]+/operation/([^/]+)")

_loader = Loader(include_default_search_paths=True)
_models = {}


class Call:
    """One request, understood: which operation, with which parameters, and in which wire format."""

    def __init__(self, service, operation, parameters, wire):
        self.service, self.operation, self.parameters, self.wire = service, operation, parameters, wire

    @property
    def name(self):
        return self.operation.name

    def problems(self):
        shape = self.operation.input_shape
        return violations(shape, self.parameters, self.name) if shape else []

    def problems_of_answer(self, answer):
        shape = self.operation.output_shape
        return violations(shape, answer, f"answer of {self.name}") if shape else []


def service_of(environ):
    """The model's name of the service that the request is signed for, or None."""
    scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    return SIGNED_AS.get(scope[1], scope[1]) if scope else None


def model(service):
    if service not in _models:
        _models[service] = ServiceModel(_loader.load_service_model(service, "service-2"), service)
    return _models[service]


def read(service, environ, body):
    """The call that a signed request makes."""
    try:
        described = model(service)
        if found := CBOR_PATH.fullmatch(environ["PATH_INFO"]):
            return Call(service, described.operation_model(found[1]), cbor2.loads(body) if body else {}, "cbor")
        if target := environ.get("HTTP_X_AMZ_TARGET"):
            operation = described.operation_model(target.rpartition(".")[2])
            return Call(service, operation, json.loads(body or b"{}"), "json")
        return _read_query_or_rest(service, environ, body)
    except (NotFound, OperationNotFoundError, UnknownServiceError) as error:
        raise LookupError(f"{service}: {error}") from error


def _read_query_or_rest(service, environ, body):
    request = Request({**environ, "wsgi.input": io.BytesIO(body)})
    operation, uri = get_service_router(service).match(request)
    protocol = determine_request_protocol(operation.service_model, request.content_type)
    parts = {
        "method": request.method,
        "values": request.values,
        "headers": request.headers,
        "body": request.data,
        "url_path": request.path,
        "url_params": uri,
    }
    parameters = PROTOCOL_PARSERS[protocol](operation, map_type=dict).parse(parts)
    wire = "json" if "json" in protocol else "rest-xml" if protocol == "rest-xml" else "xml"
    return Call(service, operation, parameters, wire)


def violations(shape, value, path):
    """Every way in which `value` is not what the model allows."""
    if value is None:
        return []
    return [*_size(shape, value, path), *_text(shape, value, path), *_members(shape, value, path)]


def _members(shape, value, path):
    kind = shape.type_name
    if kind == "list":
        return [found for i, item in enumerate(value) for found in violations(shape.member, item, f"{path}[{i}]")]
    if kind == "map":
        return [found for key, item in value.items() for found in violations(shape.value, item, f"{path}[{key}]")]
    if kind != "structure":
        return []
    missing = [f"{path}.{name}: required" for name in shape.required_members if value.get(name) is None]
    unknown = [f"{path}.{name}: no such member" for name in value if name not in shape.members]
    inner = [
        found
        for name, item in value.items()
        if name in shape.members
        for found in violations(shape.members[name], item, f"{path}.{name}")
    ]
    return missing + unknown + inner


def _size(shape, value, path):
    if shape.type_name in ("string", "list", "map", "blob"):
        size = len(value)
    elif shape.type_name in ("integer", "long", "float", "double"):
        size = value
    else:
        return []
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        return [f"{path}: {size} is outside {low}..{high}"]
    return []


def _text(shape, value, path):
    if shape.type_name != "string":
        return []
    allowed, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
    if allowed and value not in allowed:
        return [f"{path}: {value!r} is none of {', '.join(allowed)}"]
    try:
        # The services match whole strings, yet most patterns in the models carry no anchors.
        match = re.search if pattern and pattern.startswith("^") else re.fullmatch
        return [f"{path}: {value!r} does not match {pattern}"] if pattern and not match(pattern, value) else []
    except re.error:
        return []  # A pattern in a dialect that Python does not read.
