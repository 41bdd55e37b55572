"""How a command runs: its answer printed, its failures told, its exit code given."""

from __future__ import annotations

import errno
import gc
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

import click

from roaster.cli.options import NAMES, Options, common_options, merged
from roaster.cli.streams import let_go, make_sound, say, say_json, tell, unwritable
from roaster.errors import DiskError, RoasterError, UsageError

_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
STRICT_FAILED = 3  # done, but something failed, and --strict was asked for


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: a document for `--json`, and the same in words."""

    document: Any
    text: str = ""
    exit_code: int = 0
    error: RoasterError | None = None  # what kept it from doing anything, beside the document


class RoasterCommand(click.Command):
    """A command whose function takes `Options` first and returns an `Answer`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(common_options())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the function and print what it answers."""
        base = ctx.obj if isinstance(ctx.obj, Options) else Options()
        options = merged(base, ctx, ctx.params)
        ctx.find_root().obj = options  # a failure further down is told as the command was asked
        own = {name: value for name, value in ctx.params.items() if name not in NAMES}
        callback: Callable[..., Answer] | None = self.callback
        if callback is None:
            raise TypeError(f"the command {self.name} has no function")
        answer = callback(options, **own)
        _print_answer(answer, options)
        return _exit_code(answer)


def _print_answer(answer: Answer, options: Options) -> None:
    if options.as_json:
        document = answer.document
        if answer.error is not None:
            document = {**document, **error_document(answer.error)}
        say_json(document)
    elif answer.text:
        say(answer.text)
    if answer.error is not None:
        tell(_in_words(answer.error))


def _exit_code(answer: Answer) -> int:
    return answer.error.exit_code if answer.error is not None else answer.exit_code


def error_document(error: RoasterError) -> dict[str, Any]:
    """A failure as `--json` tells it."""
    return {
        "error": {
            "kind": error.kind,
            "message": error.message,
            "where": error.where,
            "remedy": error.remedy,
        }
    }


def _in_words(error: RoasterError) -> str:
    return f"roaster: {error}"


class _TerminatedError(KeyboardInterrupt):
    """SIGTERM: ends a job as Ctrl-C does, with what was finished kept."""


def run_app(app: click.Group) -> NoReturn:
    """Run the command line and end the process with its exit code.

    Exit codes beyond the README's own: 130 after Ctrl-C, 143 after SIGTERM, as a shell expects.
    """
    make_sound()
    signal.signal(signal.SIGTERM, _terminate)
    context: click.Context | None = None
    try:
        context = app.make_context("roaster", sys.argv[1:])
        with context:
            code = app.invoke(context)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.ClickException as error:
        code = _tell(_usage(error), context)
    except RoasterError as error:
        code = _tell(error, context)
    except _TerminatedError:
        code = _stopped(143)
    except KeyboardInterrupt:
        code = _stopped(130)
    except BrokenPipeError:
        let_go(sys.stdout)  # `roaster --help | head`: whoever reads has seen enough
        code = 0
    except OSError as error:
        if error.errno not in _UNWRITABLE or error.filename is not None:
            raise
        let_go(sys.stdout)  # `roaster --help > /dev/full`: click prints it itself
        code = _tell(unwritable(error), context)
    # Python looks for cycles once more in all that was loaded when it ends: a tenth of a second.
    gc.freeze()
    sys.exit(code if isinstance(code, int) else 0)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _TerminatedError


def _usage(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "roaster"
    return UsageError(error.format_message(), remedy=f"see `{command} --help`")


def _tell(error: RoasterError, context: click.Context | None) -> int:
    asked = context.obj.as_json if context and isinstance(context.obj, Options) else False
    if asked or "--json" in sys.argv:  # the line itself may be what could not be understood
        try:
            say_json(error_document(error))
        except DiskError as full:
            tell(_in_words(full))
    tell(_in_words(error))
    return error.exit_code


def _stopped(code: int) -> int:
    tell("roaster: stopped; what was finished is kept, the next run goes on")
    return code
