"""What our plug-in remembers about WorkSpaces beyond moto: life cycles, connections, bundles, and who is missing.

It hangs on moto's own backend object, so emptying moto empties it as well. Time passes for a desktop in one of
three ways, chosen by the test: after a number of looks at it, after seconds, or only when the test says so.
"""

import time

from moto.workspaces.models import workspaces_backends

ACCOUNT, REGION = "123456789012", "us-east-1"

# What a bundle decides when a request leaves it open. The operating system is never accepted in a request.
BUNDLE_PROPERTIES = {
    "RootVolumeSizeGib": 80,
    "UserVolumeSizeGib": 10,
    "ComputeTypeName": "VALUE",
    "Protocols": ["WSP"],
    "OperatingSystemName": "WINDOWS_SERVER_2022",
}


class World:
    def __init__(self):
        self.connections = {}  # id -> row of DescribeWorkspacesConnectionStatus, or None for "no row"
        self.bundles = {}  # id -> row of DescribeWorkspaceBundles
        self.missing_users = set()  # owners that are not in their directory
        self.births = {}  # owner -> (code, message) that the next creation ends in
        self.refusals = []  # items to refuse, see `refusal`
        self.once_tagged = set()
        self.pace = {"create": {"looks": 1}, "terminate": {"looks": 1}}

    def refusal(self, operation, *names):
        """Why an item is to be refused, if the test asked for that."""
        for rule in self.refusals:
            if rule["Operation"] == operation and rule["Item"] in names and rule.get("Times", 1) > 0:
                rule["Times"] = rule.get("Times", 1) - 1
                return rule["ErrorCode"], rule.get("ErrorMessage", "Refused by the test.")
        return None


class Life:
    """A desktop on its way from one state to the next."""

    def __init__(self, to, pace):
        self.to = to
        self.unseen = pace.get("unseen", 0)
        self.looks = pace.get("looks", 0)
        self.until = time.monotonic() + pace["seconds"] if "seconds" in pace else None
        self.held = pace.get("held", False)

    def is_over(self):
        if self.held or self.unseen:
            return False
        return self.looks == 0 if self.until is None else time.monotonic() >= self.until


def owner(directory, user):
    """Directories do not distinguish case in user names."""
    return f"{user.casefold()}@{directory}"


def owner_of(desktop):
    if name := desktop.workspace.get("WorkspaceName"):
        return f"{name}@{desktop.directory_id}"
    return owner(desktop.directory_id, desktop.user_name)


def world_of(backend):
    return backend.__dict__.setdefault("wsrecycle_world", World())


def default_backend():
    return workspaces_backends[ACCOUNT][REGION]


def begin(backend, desktop, state, to, stage):
    desktop.state, desktop.life = state, Life(to, world_of(backend).pace[stage])


def finish(backend, desktop):
    """Put an end to the desktop's present life."""
    life, desktop.life = desktop.life, None
    desktop.state = life.to
    if life.to == "TERMINATED":
        del backend.workspaces[desktop.workspace_id]
    elif life.to == "ERROR":
        desktop.error_code, desktop.error_message = desktop.birth_error
    else:
        desktop.computer_name = f"WSAMZN-{desktop.workspace_id[-7:].upper()}"


def settle(backend):
    """Make time pass until every creation and deletion is through."""
    for desktop in list(backend.workspaces.values()):
        if getattr(desktop, "life", None):
            finish(backend, desktop)


def look(backend, desktop):
    """Count one look at the desktop: whether the answer may show it."""
    life = getattr(desktop, "life", None)
    if life is None:
        return True
    if life.unseen:
        life.unseen -= 1
        return False
    if life.is_over():
        finish(backend, desktop)
        return desktop.workspace_id in backend.workspaces
    if life.looks:
        life.looks -= 1
    return True


def expire(backend):
    """End the lives whose seconds are over, whoever looks."""
    for desktop in list(backend.workspaces.values()):
        life = getattr(desktop, "life", None)
        if life and life.until is not None and life.is_over():
            finish(backend, desktop)
