"""The WorkSpaces operations that moto lacks, and the behaviour that it leaves out, as a plug-in of moto.

moto has no paging, no connection status, no bundles, no states on the way and no DeleteTags. What is added here is
our reading of the WorkSpaces API reference and administration guide (seen 2026-11-22): a test against it shows that
our client agrees with our reading. Names, shapes and constraints are botocore's, and answers are checked as well.

Methods are operations in snake case; moto finds them by name. To add one: write the method, answer with members of
the model only, and give it a control route (`controls.py`) if a test must be able to steer it.
"""

import base64
import json
import time

from moto.core.exceptions import JsonRESTError
from moto.workspaces import urls
from moto.workspaces.responses import WorkSpacesResponse

import state

PAGE = 25


class WorkSpaces(WorkSpacesResponse):
    @property
    def asked(self):
        return json.loads(self.body or "{}")

    @property
    def backend(self):
        state.expire(self.workspaces_backend)
        return self.workspaces_backend

    @property
    def world(self):
        return state.world_of(self.workspaces_backend)

    def describe_workspaces(self):
        asked, backend = self.asked, self.backend
        found = backend.describe_workspaces(
            asked.get("WorkspaceIds"), asked.get("DirectoryId"), None, asked.get("BundleId")
        )
        if user := asked.get("UserName"):
            if not asked.get("DirectoryId"):
                refuse("InvalidParameterValuesException", "UserName needs a DirectoryId.")
            found = [each for each in found if each.user_name.casefold() == user.casefold()]
        if name := asked.get("WorkspaceName"):
            found = [each for each in found if each.workspace.get("WorkspaceName") == name]
        rows, more = page(found, asked)
        shown = [row(each) for each in rows if state.look(backend, each)]
        return json.dumps({"Workspaces": shown, **more})

    def create_workspaces(self):
        backend, world, failed, pending = self.backend, self.world, [], []
        taken = {state.owner_of(each) for each in backend.workspaces.values()}
        for request in self.asked["Workspaces"]:
            name = request.get("WorkspaceName") or request["UserName"]
            owner = state.owner(request["DirectoryId"], name)
            if reason := self.objection(request, owner, taken):
                code, message = reason
                failed.append({"WorkspaceRequest": request, "ErrorCode": code, "ErrorMessage": message})
                continue
            # moto has the last word: it knows registered directories and running modes.
            refused, accepted = backend.create_workspaces([request])
            failed.extend(refused)
            for answer in accepted:
                taken.add(owner)
                pending.append(self.be_born(answer["WorkspaceId"], owner))
        return json.dumps({"FailedRequests": failed, "PendingRequests": pending})

    def objection(self, request, owner, taken):
        backend, world = self.workspaces_backend, self.world
        directory = backend.workspace_directories.get(request["DirectoryId"])
        if asked_for := world.refusal("CreateWorkspaces", owner):
            return asked_for
        if owner in taken:
            return "ResourceExists.WorkSpace", "A WorkSpace already exists for the specified user."
        if directory is None or directory.state != "REGISTERED":
            return "ResourceNotFound.Directory", "The specified directory could not be found in the specified region."
        if owner in world.missing_users:
            return "ResourceNotFound.User", "The specified user could not be found in the directory."
        if request["BundleId"] not in world.bundles:
            return "ResourceNotFound.Bundle", "The specified bundle could not be found in the specified region."
        return None

    def be_born(self, desktop_id, owner):
        backend = self.workspaces_backend
        desktop = backend.workspaces[desktop_id]
        properties = desktop.workspace_properties
        if properties["RunningMode"] == "AUTO_STOP":
            properties.setdefault("RunningModeAutoStopTimeoutInMinutes", 60)
        bundle = self.world.bundles[desktop.bundle_id]
        for key, value in {**state.BUNDLE_PROPERTIES, **bundle.get("Properties", {})}.items():
            properties.setdefault(key, value)
        desktop.birth_error = self.world.births.pop(owner, None)
        state.begin(backend, desktop, "PENDING", "ERROR" if desktop.birth_error else "AVAILABLE", "create")
        if desktop.tags:
            self.world.once_tagged.add(desktop_id)
        return row(desktop)

    def terminate_workspaces(self):
        backend, failed = self.backend, []
        for request in self.asked["TerminateWorkspaceRequests"]:
            desktop_id = request["WorkspaceId"]
            desktop = backend.workspaces.get(desktop_id)
            if desktop is None:
                reason = "ResourceNotFound.Workspace", "The specified WorkSpace could not be found."
            elif desktop.state == "SUSPENDED":
                reason = "OperationNotSupported", "A SUSPENDED WorkSpace cannot be terminated."
            else:
                reason = self.world.refusal("TerminateWorkspaces", desktop_id)
            if reason:
                failed.append({"WorkspaceId": desktop_id, "ErrorCode": reason[0], "ErrorMessage": reason[1]})
            elif desktop.state != "TERMINATING":
                state.begin(backend, desktop, "TERMINATING", "TERMINATED", "terminate")
        return json.dumps({"FailedRequests": failed})

    def describe_workspaces_connection_status(self):
        desktops, connections = self.backend.workspaces, self.world.connections
        ids = [each for each in self.asked.get("WorkspaceIds") or desktops if each in desktops]
        rows, more = page([each for each in ids if connections.get(each, {}) is not None], self.asked)
        answer = [self.connection(desktops[each], connections.get(each, {})) for each in rows]
        return json.dumps({"WorkspacesConnectionStatus": answer, **more})

    @staticmethod
    def connection(desktop, said):
        stopped = desktop.state in ("STOPPED", "STOPPING")
        return {
            "WorkspaceId": desktop.workspace_id,
            "ConnectionState": "UNKNOWN" if stopped else "DISCONNECTED",
            "ConnectionStateCheckTimestamp": time.time(),
            **said,
        }

    def describe_workspace_bundles(self):
        asked, bundles = self.asked, self.world.bundles
        owner = asked.get("Owner", state.ACCOUNT)
        if ids := asked.get("BundleIds"):
            found = [(each, bundles[each]) for each in ids if each in bundles]
        else:
            found = [(each, said) for each, said in bundles.items() if said["Owner"] == owner]
        rows, more = page(found, asked)
        shown = [{"BundleId": each, **{k: v for k, v in said.items() if k != "Properties"}} for each, said in rows]
        return json.dumps({"Bundles": shown, **more})

    def describe_workspace_directories(self):
        found = self.workspaces_backend.describe_workspace_directories(self.asked.get("DirectoryIds"))
        rows, more = page(found, self.asked)
        return json.dumps({"Directories": [without_empty_text(each.to_dict()) for each in rows], **more})

    def modify_workspace_state(self):
        desktop = self.backend.workspaces.get(self.asked["WorkspaceId"]) or not_found()
        if desktop.state not in ("AVAILABLE", "ADMIN_MAINTENANCE", "ERROR", "STOPPED"):
            refuse("InvalidResourceStateException", f"The WorkSpace is {desktop.state}.")
        desktop.state = self.asked["WorkspaceState"]
        return "{}"

    def create_tags(self):
        thing = self.tagged_thing()
        tags = {tag["Key"]: tag["Value"] for tag in [*(thing.tags or []), *self.asked["Tags"]]}
        if len(tags) > 50:
            refuse("ResourceLimitExceededException", "A resource has at most 50 tags.")
        thing.tags = [{"Key": key, "Value": value} for key, value in tags.items()]
        self.world.once_tagged.add(self.asked["ResourceId"])
        return "{}"

    def describe_tags(self):
        return json.dumps({"TagList": self.tagged_thing().tags or []})

    def delete_tags(self):
        thing = self.tagged_thing()
        thing.tags = [tag for tag in thing.tags or [] if tag["Key"] not in self.asked["TagKeys"]]
        return "{}"

    def tagged_thing(self):
        resource, backend = self.asked["ResourceId"], self.backend
        return backend.workspaces.get(resource) or backend.workspace_directories.get(resource) or not_found()


def row(desktop):
    shown = desktop.to_dict_pending()
    if name := desktop.workspace.get("WorkspaceName"):
        shown["WorkspaceName"] = name
    return shown


def without_empty_text(shown):
    """moto writes an empty string where AWS leaves the member out and the model allows none."""
    if not isinstance(shown, dict):
        return shown
    return {key: without_empty_text(value) for key, value in shown.items() if value != ""}


def page(items, asked):
    """One page of `items` and, while there is more, the token of the next."""
    try:
        start = int(base64.b64decode(asked.get("NextToken") or b"MA==", validate=True))
    except ValueError:
        refuse("InvalidParameterValuesException", "The NextToken is not valid.")
    end = start + asked.get("Limit", PAGE)
    token = base64.b64encode(str(end).encode()).decode()
    return items[start:end], {"NextToken": token} if end < len(items) else {}


def refuse(code, message):
    raise JsonRESTError(code, message)


def not_found():
    refuse("ResourceNotFoundException", "The resource could not be found.")


urls.url_paths["{0}/$"] = WorkSpaces.dispatch
