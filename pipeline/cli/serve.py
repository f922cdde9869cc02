"""`hjemmetraening serve`: the pages in a browser."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import encrypting, options, report

if TYPE_CHECKING:
    from pipeline.web.door import Named, Secret


@click.command("serve", help="Åbn siderne i en browser: ansøgninger og høringssvar for forældre, tilbud "
                             "for leverandører, breve for sagsbehandlere. Intet bliver gemt.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADRESSE",
              help="Den adresse, der lyttes på. Andre end maskinen selv kan kun nå siderne, når du "
                   "vælger en anden.")
@click.option("--port", default=8085, show_default=True, type=click.IntRange(0, 65535))
@click.option("--name", "names", multiple=True, metavar="NAVN",
              help="Et navn, siderne svarer til, for eksempel bag en proxy. Kan bruges flere gange.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64),
              help="Processer, dokumenterne laves i.")
@click.option("--user-header", metavar="HOVED",
              help="Luk kun den ind, som en proxy nævner i dette hoved, for eksempel X-Remote-User. "
                   "Navnet bliver ikke gemt.")
@click.option("--proxy", "proxies", multiple=True, metavar="ADRESSE",
              help="Adressen eller nettet (10.0.0.0/8), som proxyen kalder fra; ellers maskinen selv. "
                   "Andres hoved tror serveren ikke på. Kan bruges flere gange.")
@click.option("--password-file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False),
              help="Luk kun den ind, der kender kodeordet: filens eneste linje. Det sendes med hver "
                   "side, så brug det kun bag HTTPS.")
@options.together(options.kommune, options.templates, options.lang)
def command(host: str, port: int, names: tuple[str, ...], workers: int, user_header: str | None,
            proxies: tuple[str, ...], password_file: Path | None, kommune: Path | None,
            templates: Path | None, lang: str) -> None:
    """Answer until stopped."""
    try:
        from pipeline.web.serving import server
    except ModuleNotFoundError:
        raise _lacking() from None
    from pipeline.web.config import LOCAL, Config, design

    local = () if _everywhere(host) else (f"[{host}]" if ":" in host else host,)
    config = Config(options.settings(kommune), options.template_set(templates, kommune),
                    (*LOCAL, *local, *names), workers, design=design(),
                    named=_named(user_header, proxies), secret=_secret(password_file))
    if host not in LOCAL and config.named is None and config.secret is None:
        report.say("Alle, der kan nå adressen, kan bruge siderne. Brug --user-header eller "
                   "--password-file, og sæt en proxy med HTTPS foran.")
    click.echo(f"http://{'127.0.0.1' if _everywhere(host) else host}:{port}/", err=True)
    with contextlib.suppress(KeyboardInterrupt):
        server(config, host, port).run()


def _named(header: str | None, proxies: tuple[str, ...]) -> Named | None:
    from ipaddress import ip_network

    from pipeline.web.door import Named

    if header is None:
        if proxies:
            raise click.UsageError("Brug --proxy sammen med --user-header.")
        return None
    if not re.fullmatch(r"[A-Za-z0-9-]+", header):
        raise click.UsageError("Et hoved har kun bogstaver, tal og bindestreger.")
    try:
        return Named(header, tuple(ip_network(each) for each in proxies or ("127.0.0.1", "::1")))
    except ValueError:
        raise click.UsageError("--proxy skal være en adresse eller et net, for eksempel 10.0.0.5 eller "
                               "10.0.0.0/8.") from None


def _secret(file: Path | None) -> Secret | None:
    from pipeline.passwords import checked
    from pipeline.web.door import Secret

    return None if file is None else Secret.of(checked(encrypting.line(file)).words)


def _everywhere(host: str) -> bool:
    """Whether it is every address of the machine, which is nobody's name."""
    return host in ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def _lacking() -> Exception:
    from pipeline.errors import MachineError, Problem, text

    return MachineError([Problem("", "web-mangler", text("Hjemmeside"), text(
        "Det, siderne skal bruge, er ikke installeret."), text(
        "Installér det med pip install 'hjemmetraening[web]'."))])
