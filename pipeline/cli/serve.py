"""`hjemmetraening serve`: the pages in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options


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
@options.together(options.kommune, options.templates, options.lang)
def command(host: str, port: int, names: tuple[str, ...], workers: int, kommune: Path | None,
            templates: Path | None, lang: str) -> None:
    """Answer until stopped."""
    try:
        import uvicorn

        from pipeline.web.app import application
    except ModuleNotFoundError:
        raise _lacking() from None
    from pipeline.web.config import LOCAL, Config, design

    local = () if _everywhere(host) else (f"[{host}]" if ":" in host else host,)
    config = Config(options.settings(kommune), options.template_set(templates, kommune),
                    (*LOCAL, *local, *names), workers, design=design())
    click.echo(f"http://{'127.0.0.1' if _everywhere(host) else host}:{port}/", err=True)
    uvicorn.run(application(config), host=host, port=port, access_log=False, log_level="warning",
                server_header=False)


def _everywhere(host: str) -> bool:
    """Whether it is every address of the machine, which is nobody's name."""
    return host in ("0.0.0.0", "::")


def _lacking() -> Exception:
    from pipeline.errors import MachineError, Problem, text

    return MachineError([Problem("", "web-mangler", text("Hjemmeside"), text(
        "Det, siderne skal bruge, er ikke installeret."), text(
        "Installér det med pip install 'hjemmetraening[web]'."))])
