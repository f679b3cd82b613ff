"""What a test may do from outside: `POST /control/<route>` with a JSON body, answered with JSON.

Bodies use AWS's member names where there is one. To add a route: a function here with the route's name; its doc
line is its reference.
"""

from moto.ds.models import ds_backends
from moto.ec2.models import ec2_backends
from moto.resourcegroupstaggingapi.models import resourcegroupstaggingapi_backends
from moto.workspaces.models import workspaces_backends

import state

# Members of a row of DescribeWorkspaces that a test may set, and where moto keeps them.
SETTABLE = {
    "State": "state",
    "ErrorCode": "error_code",
    "ErrorMessage": "error_message",
    "ComputerName": "computer_name",
    "ModificationStates": "modification_states",
    "RelatedWorkspaces": "related_workspaces",
    "DataReplicationSettings": "data_replication_settings",
    "StandbyWorkspacesProperties": "standby_workspaces_properties",
}


def connections(backend, body):
    """{id: members of the row of DescribeWorkspacesConnectionStatus, or null for no row at all}"""
    state.world_of(backend).connections.update(body)


def bundles(backend, body):
    """{id: members of the row of DescribeWorkspaceBundles, or null to remove it}; `Properties` fills open requests"""
    known = state.world_of(backend).bundles
    for bundle, said in body.items():
        if said is None:
            known.pop(bundle, None)
        else:
            known[bundle] = {"Name": bundle, "Owner": state.ACCOUNT, "State": "AVAILABLE", **said}


def directory(backend, body):
    """{"Name": fully qualified} registers a new directory in the default VPC and answers its id"""
    subnets = ec2_backends[state.ACCOUNT][state.REGION].describe_subnets()[:2]
    where = {"VpcId": subnets[0].vpc_id, "SubnetIds": [each.id for each in subnets]}
    made = ds_backends[state.ACCOUNT][state.REGION].create_directory(
        state.REGION, body["Name"], "CORP", "Not-a-secret-1", "", "Small", where, []
    )
    backend.register_workspace_directory(made, where["SubnetIds"], False, "SHARED", [])
    return {"DirectoryId": made}


def directories(backend, body):
    """{id: state, such as DEREGISTERED, or null to remove it}"""
    for each, said in body.items():
        if said is None:
            backend.workspace_directories.pop(each)
        else:
            backend.workspace_directories[each].state = said


def users(backend, body):
    """{"Missing": [{DirectoryId, UserName}], "Present": [...]}: who is in the directory; everybody, at first"""
    missing = state.world_of(backend).missing_users
    missing.update(state.owner(each["DirectoryId"], each["UserName"]) for each in body.get("Missing", []))
    missing.difference_update(state.owner(each["DirectoryId"], each["UserName"]) for each in body.get("Present", []))


def births(backend, body):
    """[{DirectoryId, UserName, ErrorCode, ErrorMessage}]: the user's next desktop ends in ERROR"""
    for each in body:
        owner = state.owner(each["DirectoryId"], each["UserName"])
        state.world_of(backend).births[owner] = (each["ErrorCode"], each["ErrorMessage"])


def refusals(backend, body):
    """[{Operation, Item, ErrorCode, ErrorMessage, Times}]: fail one item; Item is an id, or user@directory"""
    for each in body:
        user, at, place = each["Item"].rpartition("@")
        rule = {**each, "Item": state.owner(place, user) if at else each["Item"]}
        state.world_of(backend).refusals.append(rule)


def desktop(backend, body):
    """{WorkspaceId, and members of the row of DescribeWorkspaces to set}; a state set so is at rest"""
    it = backend.workspaces[body["WorkspaceId"]]
    for member, value in body.items():
        if member == "State":
            it.life = None
        if member != "WorkspaceId":
            setattr(it, SETTABLE[member], value)


def pace(backend, body):
    """{"create" or "terminate": {"looks": n} or {"seconds": s} or {"held": true}, and "unseen": looks}"""
    state.world_of(backend).pace.update(body)


def settle(backend, _body):
    """Make time pass until every creation and deletion is through."""
    state.settle(backend)


def reset(_backend, _body):
    """Forget everything on moto's side."""
    for service in (workspaces_backends, ds_backends, ec2_backends, resourcegroupstaggingapi_backends):
        for account in service.values():
            account.reset()


ROUTES = {
    route.__name__: route
    for route in (
        births,
        bundles,
        connections,
        desktop,
        directories,
        directory,
        pace,
        refusals,
        reset,
        settle,
        users,
    )
}


def run(route, body):
    return ROUTES[route](state.default_backend(), body) or {}
