"""The command: thin. Each file here is one command; none of them holds a rule."""

from __future__ import annotations

import io
import sys
from typing import NoReturn

import click

from pipeline import __version__
from pipeline.cli.lazy import LazyGroup
from pipeline.processes import end_in_order, settle

COMMANDS = {
    "documents": "Vis de dokumenter, der kan laves.",
    "validate": "Find alle fejl i sager.",
    "render": "Lav ét dokument af én sag.",
    "batch": "Lav dokumenter af mange sager.",
    "open": "Læs data i et dokument, der kommer tilbage, og bevis dem.",
    "start": "Begynd det næste dokument fra et, I har fået.",
    "sheet": "Lav et regneark at skrive sager i.",
    "runs": "Vis, hvordan kørsler af batch er gået.",
    "templates": "Begynd, prøv og kontrollér Word-skabeloner.",
    "forms": "Udfyld, læs og undersøg PDF-formularer.",
    "pdf": "Lav Word-filer om til tilgængelig PDF.",
    "strip": "Tag de data ud af en fil, som programmet har lagt i den.",
    "roles": "Vis, hvem der må se hvilke felter.",
    "due": "Vis breve, besøg og frister, der venter.",
    "explain": "Vis, hvor tal og datoer i brevene kommer fra.",
    "law": "Vis paragraffer, satser og frister, og hvad der mangler.",
    "serve": "Åbn siderne i en browser.",
    "pseudonymise": "Lav sager, der kan deles, af rigtige.",
    "demo": "Lav alle dokumenter af eksemplerne.",
}


@click.group(cls=LazyGroup, package=__name__, summaries=COMMANDS,
             context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hjemmetraening")
def group() -> None:
    """Dokumenter til hjemmetræning: sager ind som JSON, breve ud som Word og tilgængelig PDF.

    Koder ved afslutning: 0 alt er lavet; 1 fejl i data, eller et dokument blev afvist; 2 kommandoen
    er brugt forkert; 3 en skabelon eller et skema er forkert; 4 maskinen mangler noget; 5 en fejl
    hos os.
    """


HAND_OVER = 0.0005
"""Seconds a thread keeps Python to itself: one letter is checked while the next is set, and with
the usual 5 ms each would wait for the other."""


def main() -> NoReturn:
    """Run the command and end with its exit code; nobody ever sees a traceback."""
    sys.setswitchinterval(HAND_OVER)
    settle()
    end_in_order()
    from pipeline.cli.report import ended_by, show_fault, tell
    from pipeline.errors import PipelineError

    try:
        code = group.main(prog_name="hjemmetraening", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.Abort:
        code = 130
    except click.ClickException as wrong_use:
        wrong_use.show(words := io.StringIO())
        tell(words.getvalue().rstrip())
        code = wrong_use.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except PipelineError as error:
        code = ended_by(error)
    except Exception as error:
        code = show_fault(error)
    sys.exit(code if isinstance(code, int) else 0)
