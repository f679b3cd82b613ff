"""Start the emulators and stay until standard input ends.

    python serve.py FOLDER [moto | enforcing]

With "moto", moto answers everything and MiniStack is not started; with "enforcing", MiniStack asks IAM about every
call and checks signatures. Prints one line of JSON with the endpoint when everything answers. All temporary files and
logs go into FOLDER; all sockets listen on 127.0.0.1, on ports that the system chooses. MiniStack runs as a child that
holds the other end of a pipe: whichever way this process ends, the child and all that it started end with it.
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

sys.dont_write_bytecode = True  # The sources stay clean.
HERE = pathlib.Path(__file__)


def main(folder, play=""):
    folder = pathlib.Path(folder).resolve()
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = str(folder / "tmp")

    gate_socket = listen()
    endpoint = f"http://127.0.0.1:{gate_socket.getsockname()[1]}"
    if play == "moto":
        os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
        threading.Thread(target=make_server(gate_socket, None).serve_forever, daemon=True).start()
        print(json.dumps({"endpoint": endpoint, "ministack": ""}), flush=True)
        sys.stdin.buffer.read()
        return
    upstream_socket = listen()
    upstream_port = upstream_socket.getsockname()[1]
    child = start_ministack(upstream_socket, endpoint, folder, play == "enforcing")
    upstream_socket.close()  # Only the child may keep it open, or nobody would notice its end.
    try:
        # MiniStack starts while moto is imported.
        server = make_server(gate_socket, upstream_port)
        wait_for(upstream_port, child)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps({"endpoint": endpoint, "ministack": f"http://127.0.0.1:{upstream_port}"}), flush=True)
        sys.stdin.buffer.read()
    finally:
        child.stdin.close()
        child.wait()


def listen():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    return listener


def make_server(listener, upstream_port):
    import logging

    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server as werkzeug_server

    from gate import Gate

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    return werkzeug_server(
        "127.0.0.1",
        0,
        Gate(upstream_port),
        threaded=True,
        request_handler=MotoRequestHandler,
        fd=listener.fileno(),
    )


def start_ministack(listener, endpoint, folder, is_enforcing):
    settings = {
        "GATEWAY_PORT": str(listener.getsockname()[1]),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": "123456789012",
        "AUTH": "true" if is_enforcing else "false",
        "CLOUDTRAIL_RECORDING": "1",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(folder / "tmp" / "state"),
        "S3_DATA_DIR": str(folder / "tmp" / "s3"),
        # Functions that MiniStack runs inherit its environment and so call back here.
        "AWS_ENDPOINT_URL": endpoint,
    }
    fd = listener.fileno()
    with open(folder / "ministack.log", "wb") as log:
        return subprocess.Popen(
            [sys.executable, str(HERE), "--ministack", str(fd)],
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[fd],
            start_new_session=True,
        )


def wait_for(port, child):
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/health", timeout=60).close()
            return
        except OSError as error:
            if child.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"MiniStack did not start ({error}); see ministack.log") from error
            time.sleep(0.1)


def ministack(fd):
    """The child: MiniStack on a socket that is already bound, so that no port can be lost in between."""

    def end_with_parent():
        sys.stdin.buffer.read()
        os.killpg(os.getpgrp(), signal.SIGKILL)  # Functions that it runs are in the same group.

    threading.Thread(target=end_with_parent, daemon=True).start()
    import asyncio

    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app
    from ministack.services import eventbridge

    # The gate speaks for CloudTrail, so sources of AWS are not refused; there is no customer who would use them.
    eventbridge._put_events.__defaults__ = (True,)
    config = Config()
    config.bind = [f"fd://{fd}"]
    config.keep_alive_timeout = 75
    asyncio.run(serve(app, config))


if __name__ == "__main__":
    if sys.argv[1] == "--ministack":
        ministack(int(sys.argv[2]))
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        main(*sys.argv[1:])
