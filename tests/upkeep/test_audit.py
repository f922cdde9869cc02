"""The audit tells "no fault known" from "nobody answered"."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from upkeep.audit import CLEAN, FOUND, IF_YOU_CAN, UNASKED, answer, asked, main

LOCK = "".join(f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64}\n" for name in ("hel", "knap"))


@contextmanager
def service(faulty: str) -> Iterator[str]:
    """The address of a service that knows a fault in one library, as OSV's answers."""
    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = query["package"]["name"]
            known = {"vulns": [{
                "id": "PYSEC-2000-1", "summary": "opdigtet", "details": "opdigtet",
                "modified": "2000-01-01T00:00:00Z", "published": "2000-01-01T00:00:00Z", "affected": [
                    {"package": {"name": name, "ecosystem": "PyPI", "purl": f"pkg:pypi/{name}"},
                     "ranges": [{"type": "ECOSYSTEM",
                                 "events": [{"introduced": "0"}, {"fixed": "1.1"}]}]}]}]}
            said = json.dumps(known if name == faulty else {}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK, encoding="utf-8")
    return path


def ask(lock: Path, address: str) -> tuple[int, str]:
    found = asked(lock, ["--vulnerability-service", "osv", "--osv-url", address])
    return found.code, found.told()


def test_a_fault_that_is_known_fails_and_says_where_it_is_mended(lock: Path) -> None:
    with service("knap") as address:
        code, told = ask(lock, address)
    assert code == FOUND
    assert "knap 1.0: PYSEC-2000-1, mended in 1.1" in told
    assert "hel " not in told


def test_no_fault_known(lock: Path) -> None:
    with service("") as address:
        assert ask(lock, address) == (CLEAN, "2 libraries asked about, no fault known.")


def test_a_service_that_is_not_there_is_no_answer(lock: Path) -> None:
    with service("") as address:
        pass
    code, told = ask(lock, address)
    assert code == UNASKED
    assert "NOT AUDITED: nobody answered for 2 of 2 libraries" in told


def test_an_index_that_knows_none_of_them_is_no_answer() -> None:
    skipped = {"dependencies": [{"name": "hel", "version": "1.0", "vulns": []},
                                {"name": "knap", "skip_reason": "Dependency not found"}], "fixes": []}
    assert answer(skipped).code == UNASKED
    assert answer({"dependencies": [], "fixes": []}).code == UNASKED


def test_a_fault_counts_for_more_than_what_nobody_answered() -> None:
    fault = {"name": "hel", "version": "1.0", "vulns": [{"id": "X-1", "fix_versions": []}]}
    both = {"dependencies": [fault, {"name": "knap", "skip_reason": "Dependency not found"}]}
    assert answer(both).code == FOUND
    assert "hel 1.0: X-1, mended in no version yet" in answer(both).told()


def test_a_check_goes_on_where_nobody_answers_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    def report(faults: list[dict[str, object]]) -> None:
        dependencies = [{"name": "hel", "version": "1.0", "vulns": faults}] if faults else []
        monkeypatch.setattr("upkeep.audit.asked", lambda **_: answer({"dependencies": dependencies}))

    report([])
    assert (main([]), main([IF_YOU_CAN])) == (UNASKED, CLEAN)
    assert capsys.readouterr().err.count("NOT AUDITED") == 2
    report([{"id": "X-1", "fix_versions": []}])
    assert (main([]), main([IF_YOU_CAN])) == (FOUND, FOUND)
