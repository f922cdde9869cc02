"""How much, how slowly and how many: nobody's request stands in another's way, or on a disk."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from pipeline.web import serving
from pipeline.web.config import Config
from tests.cases import ROOT
from tests.web.conftest import Server, day
from tests.web.walking import PATH

KB = 1024
SOON = 15.0
"""Seconds for what takes less than one, on a machine with much else to do."""


@contextlib.contextmanager
def running(config: Config) -> Iterator[Server]:
    server = Server(config).start()
    try:
        yield server
    finally:
        server.stop()


def address(server: Server) -> tuple[str, int]:
    return "127.0.0.1", int(server.url.rpartition(":")[2])


JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class Opened(socket.socket):
    """A connection that is closed by whoever forgets it."""

    def __del__(self) -> None:
        self.close()


def connected(server: Server) -> Opened:
    opened = Opened()
    opened.settimeout(SOON)
    opened.connect(address(server))
    return opened


def begun(server: Server, path: str, length: int, body: bytes = b"", kind: str = JSON) -> Opened:
    """A request of which only the beginning is sent."""
    opened = connected(server)
    opened.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
                   f"Content-Length: {length}\r\n\r\n".encode() + body)
    return opened


def told(opened: socket.socket) -> tuple[int, str]:
    """The status and the rest of an answer, read until the connection ends."""
    words = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := opened.recv(65536):
            words += piece
    return int(words.split()[1]), words.decode()


def until(true: object) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + SOON
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_comes_too_slowly_is_refused() -> None:
    with running(Config(workers=1, pause=0.3)) as server:
        status, words = told(begun(server, "/api/render", 100, b"{"))
        assert status == 408
        assert json.loads(words.partition("\r\n\r\n")[2])["type"].endswith("for-langsomt")
        assert "connection: close" in words.lower()
        status, words = told(begun(server, PATH, 100, b"a", FORM))
        assert status == 408
        assert "for langsomt" in words


def test_what_comes_a_little_at_a_time_is_refused_in_the_end() -> None:
    with running(Config(workers=1, pause=0.5, seconds=1.0)) as server:
        opened = begun(server, "/api/render", 1000)
        with contextlib.suppress(OSError):
            for _ in range(20):
                opened.sendall(b" ")
                time.sleep(0.1)
        assert told(opened)[0] == 408


@pytest.mark.parametrize("words", [b"", b"GET /da/ HTTP/1.1\r\nHost: local", b"GET"])
def test_a_connection_on_which_nothing_is_asked_is_ended(
        monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    monkeypatch.setattr(serving, "LOOK", 0.2)
    with running(Config(workers=1)) as server:
        opened = connected(server)
        opened.sendall(words)
        with contextlib.suppress(ConnectionResetError):
            assert opened.recv(10) == b""


def test_a_connection_that_is_answered_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LOOK", 0.1)
    with running(Config(workers=1)) as server:
        held = server.maker._pool.submit(time.sleep, 1.0)
        assert httpx.post(f"{server.url}/api/render", json={}, timeout=60).status_code == 400
        assert held.done()


def test_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "CONNECTIONS", 3)
    with running(Config(workers=1)) as server:
        opened = [connected(server) for _ in range(3)]
        until(lambda: len(server._server.server_state.connections) == 3)
        fourth = connected(server)
        with contextlib.suppress(ConnectionResetError):
            assert fourth.recv(10) == b""
        for each in opened:
            each.close()
        until(lambda: not server._server.server_state.connections)
        assert httpx.get(f"{server.url}/api/health").status_code == 200


def test_all_together_send_so_much_and_no_more() -> None:
    with running(Config(workers=1, arriving=100 * KB)) as server:
        first = begun(server, "/api/render", 90 * KB, b" " * 80 * KB)
        time.sleep(0.3)
        answer = httpx.post(f"{server.url}/api/render", content=b" " * 50 * KB,
                            headers={"content-type": "application/json"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        first.sendall(b" " * 10 * KB)
        assert b" 422 " in first.recv(100)
        first.close()
        again = httpx.post(f"{server.url}/api/render", content=b" " * 50 * KB,
                           headers={"content-type": "application/json"})
        assert again.status_code == 422


def test_so_many_requests_at_once_and_no_more() -> None:
    with running(Config(workers=1, at_once=2)) as server:
        opened = [begun(server, "/api/render", 10) for _ in range(2)]
        time.sleep(0.3)
        page = httpx.get(f"{server.url}/da/")
        assert (page.status_code, "for mange" in page.text) == (503, True)
        for each in opened:
            each.close()
        until(lambda: httpx.get(f"{server.url}/da/").status_code == 200)


def test_a_head_without_end_is_refused(server: Server) -> None:
    try:
        answer = httpx.get(f"{server.url}/da/", headers={"X-Lang": "a" * KB * KB})
    except httpx.TransportError:  # it had not heard the answer when the connection ended
        return
    assert answer.status_code == 400
    assert len(answer.content) < KB


def test_what_is_stuck_stands_in_nobodys_way() -> None:
    """One worker is busy with what never ends: others are answered, and it is free again in time."""
    with running(Config(workers=2, patience=5.0, today=day)) as server:
        pool = server.maker._pool
        for each in [pool.submit(time.sleep, 0.1) for _ in range(4)]:
            each.result(60)
        stuck = pool.submit(time.sleep, 600)
        answer = httpx.post(f"{server.url}/api/validate", json={"sag": {}}, timeout=60)
        assert answer.status_code == 200
        assert not stuck.done()
        both = [pool.submit(time.sleep, 600) for _ in range(2)]
        late = httpx.post(f"{server.url}/api/validate", json={"sag": {}}, timeout=90)
        assert late.status_code == 200
        for each in (stuck, *both):
            assert type(each.exception(60)).__name__ == "Died"


def test_whoever_asks_for_what_takes_too_long_is_told() -> None:
    """A rendering that cannot be done in time: not a word of the case, and a time to come back after."""
    with running(Config(workers=1, patience=0.02, today=day)) as server:
        server.maker._pool.submit(os.getpid).result(60)
        case = json.loads((ROOT / "samples/sager/karla-tre-aar.json").read_text(encoding="utf-8"))
        answer = httpx.post(f"{server.url}/api/validate", json={"sag": case}, timeout=60)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.json()["problemer"][0]["code"] == "tog-for-lang-tid"
        assert case["barn"]["navn"] not in answer.text


def test_what_is_made_for_somebody_who_has_left_is_given_up() -> None:
    with running(Config(workers=1)) as server:
        pool = server.maker._pool
        busy = pool.submit(time.sleep, 2.0)
        until(busy.running)
        body = b'{"sag": {}}'
        left = begun(server, "/api/validate", len(body), body)
        until(lambda: len(pool._waiting) == 1)
        waiting = pool._waiting[0].future
        left.close()
        until(waiting.cancelled)
        assert not busy.done()


SMALL = 4096
"""Bytes that a file may have: what the system itself needs to let processes wait for each other."""


def no_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def test_nothing_that_is_sent_or_made_is_written_to_a_file(tmp_path: Path) -> None:
    """The server runs where no file can be written, and does all it does."""
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "serve", "--port", "0", "--workers", "1", "--kommune",
         str(ROOT / "samples/kommuner/solbaek.toml")], env=env, cwd=ROOT, stderr=subprocess.PIPE,
        preexec_fn=no_files)  # noqa: PLW1509 - nothing else can set a limit on the child alone
    try:
        url = f"http://127.0.0.1:{_port(process)}"
        large = b"%PDF-1.7\n" + os.urandom(15 * KB * KB)
        upload = httpx.post(f"{url}/da/fortsaet", files={"fil": ("a.pdf", large)}, timeout=90)
        assert upload.status_code == 422
        made = httpx.post(f"{url}/api/forms-blank", timeout=90, json={
            "dokument": "ansoegning-hjemmetraening"})
        assert made.status_code == 200
        opened = httpx.post(f"{url}/api/forms-read", timeout=90, json={"fil": made.json()["fil"]})
        assert opened.status_code == 200
        assert list(tmp_path.iterdir()) == []
    finally:
        process.terminate()
        _, told_of = process.communicate(timeout=30)
    assert b"Error" not in told_of


def _port(process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        for each in psutil.Process(process.pid).net_connections():
            if each.status == psutil.CONN_LISTEN:
                return int(each.laddr.port)
        time.sleep(0.1)
    raise AssertionError("the server did not start")
