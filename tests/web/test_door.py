"""Who is let in where a server is shared, also behind the proxy of the guide."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from pipeline.cli import group
from pipeline.web import door
from pipeline.web.config import Config
from pipeline.web.door import Named, Secret
from tests.cases import ROOT
from tests.web.conftest import Server

PASSWORD = "korrekt hest æbler klamme"
LOCAL = (ip_network("127.0.0.0/8"),)


def asked(server: Server, path: str = "/da/", **headers: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", headers={k.replace("_", "-"): v for k, v in headers.items()})


def basic(password: str, name: str = "hvem") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def guarded(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(door, "COST", 2**10)
    server = Server(Config(workers=1, secret=Secret.of(PASSWORD), clock=lambda: clock[0])).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def named() -> Iterator[Server]:
    server = Server(Config(workers=1, named=Named("X-Remote-User", LOCAL))).start()
    yield server
    server.stop()


def test_only_with_the_password(guarded: Server) -> None:
    without = asked(guarded)
    assert (without.status_code, without.headers["www-authenticate"]) == (401, door.CHALLENGE)
    assert "no-store" in without.headers["cache-control"]
    assert asked(guarded, **basic(PASSWORD)).status_code == 200
    assert asked(guarded, **basic(PASSWORD, "en anden")).status_code == 200
    for wrong in ("", PASSWORD[:-1], PASSWORD + " "):
        assert asked(guarded, **basic(wrong)).status_code == 401
    program = asked(guarded, "/api/dokumenter")
    assert (program.status_code, program.json()["type"]) == (401, "urn:hjemmetraening:problem:login")


@pytest.mark.parametrize("sent", ["Basic", "Basic ###", "Bearer x", "Basic /w==", "basic"])
def test_what_is_no_password(guarded: Server, sent: str) -> None:
    assert asked(guarded, Authorization=sent).status_code == 401


def test_health_is_anybodys(guarded: Server, named: Server) -> None:
    for server in (guarded, named):
        assert asked(server, "/api/health").status_code == 200
        assert asked(server, "/api/dokumenter").status_code in (401, 403)
        assert asked(server, "/egen/sider.css").status_code in (401, 403)


def test_guessing_takes_time(guarded: Server, clock: list[float]) -> None:
    for _ in range(door.GUESSES):
        assert asked(guarded, **basic("forkert")).status_code == 401
    late = asked(guarded, **basic(PASSWORD))
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")
    clock[0] += door.WITHIN + 1
    assert asked(guarded, **basic(PASSWORD)).status_code == 200
    for _ in range(door.GUESSES):
        asked(guarded, **basic("forkert"))
    assert asked(guarded, **basic("forkert")).status_code == 429
    assert asked(guarded, **basic(PASSWORD)).status_code == 200, "who is inside stays"


def test_only_whom_the_proxy_names(named: Server) -> None:
    assert asked(named).status_code == 403
    assert asked(named, X_Remote_User="").status_code == 403
    assert asked(named, X_Remote_User="sagsbehandler").status_code == 200
    twice = [("X-Remote-User", "a"), ("X-Remote-User", "b")]
    assert httpx.get(f"{named.url}/da/", headers=twice).status_code == 403


def test_nobody_else_is_believed() -> None:
    server = Server(Config(workers=1, named=Named("X-Remote-User", (ip_network("10.0.0.0/8"),)))).start()
    try:
        forged = {"X-Remote-User": "mig", "X-Forwarded-For": "10.0.0.1", "Forwarded": "for=10.0.0.1"}
        assert httpx.get(f"{server.url}/da/", headers=forged).status_code == 403
    finally:
        server.stop()


def test_no_name_is_logged(named: Server, caplog: pytest.LogCaptureFixture,
                           capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(0):
        asked(named, X_Remote_User="hemmeligt-navn")
    told = capfd.readouterr()
    assert "hemmeligt-navn" not in caplog.text + told.out + told.err


def test_a_password_cannot_be_got_back() -> None:
    kept, again = Secret.of(PASSWORD), Secret.of(PASSWORD)
    assert kept.digest != again.digest
    assert "b'" not in repr(kept)
    assert kept.matches(PASSWORD.encode())
    assert not kept.matches(b"")


@pytest.mark.parametrize(("options", "words"), [
    (["--proxy", "10.0.0.1"], "--user-header"), (["--user-header", "X:"], "bogstaver"),
    (["--user-header", "X-A", "--proxy", "10.0.0.1/8"], "net"),
    (["--password-file", "findes-ikke"], "kan ikke læses")])
def test_wrong_use(options: list[str], words: str) -> None:
    done = CliRunner().invoke(group, ["serve", *options])
    assert done.exit_code == 2
    assert words in done.output


def test_an_easy_password_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kodeord"
    file.write_text("1234\n")
    file.chmod(0o600)
    done = CliRunner().invoke(group, ["serve", "--password-file", str(file)])
    assert {each.code for each in done.exception.problems} == {"kodeord-kort"}  # type: ignore[union-attr]


def free_port() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


def of_the_guide(port: int, server: Server, folder: Path) -> str:
    """The guide's own example, but for HTTPS and the places of its files."""
    guide = (ROOT / "docs" / "vejledning.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(.*?)```", guide, re.DOTALL)
    assert found
    words = re.sub(r" *ssl_certificate.*\n", "", found[1])
    for before, after in (("listen 443 ssl", f"listen 127.0.0.1:{port}"),
                          ("http://127.0.0.1:8085", server.url),
                          ("/etc/nginx/brugere", str(folder / "brugere"))):
        assert before in words
        words = words.replace(before, after)
    temporary = " ".join(f"{each}_temp_path {folder};" for each in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.getuid() == 0 else ""
    return (f"{user}worker_processes 1; daemon off; pid {folder}/pid; error_log stderr;\n"
            f"events {{}}\nhttp {{ {temporary}\n{words}}}\n")


def test_behind_the_proxy_of_the_guide(tmp_path: Path) -> None:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not on this machine")
    name, port = "hjemmetraening.solbaek.example", free_port()
    server = Server(Config(hosts=(name,), workers=1, named=Named("X-Remote-User", LOCAL))).start()
    (tmp_path / "brugere").write_text("ida:{PLAIN}hemmeligt\n")
    (tmp_path / "nginx.conf").write_text(of_the_guide(port, server, tmp_path))
    tmp_path.chmod(0o755)
    process = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
                               stderr=subprocess.DEVNULL)
    try:
        _listening(port)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Host": name}) as client:
            assert client.get("/da/").status_code == 401
            assert client.get("/da/", headers={"X-Remote-User": "ida"}).status_code == 401
            inside = ("ida", "hemmeligt")
            assert client.get("/da/", auth=inside).status_code == 200
            large = {"fil": ("a.pdf", b"%PDF-1.7\n" + b"x" * 5_000_000)}
            sent = client.post("/da/fortsaet", files=large, auth=inside, timeout=60,
                               headers={"Origin": f"https://{name}"})
            assert sent.status_code == 422
            assert client.get("/api/dokumenter", auth=inside).status_code == 200
        assert {each.name for each in tmp_path.rglob("*") if each.is_file()} <= {
            "brugere", "nginx.conf", "pid"}
    finally:
        process.terminate()
        process.wait(20)
        server.stop()


def _listening(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as each:
            if each.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")
