"""What an entry of `models:` becomes: parameters, secrets, price; and what an error stands for."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from roaster.config.schema import ModelSettings
from roaster.roasts.writers.classify import classify
from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.parameters import ModelEntry, make_entry
from roaster.roasts.writers.policy import ends_model, wait_before_retry
from roaster.roasts.writers.prices import Price, is_local

NOW = datetime(2026, 4, 10, 9, tzinfo=UTC)
SECRET = "abcdef-0123456789"


def entry(environ: dict[str, str] | None = None, **settings: Any) -> ModelEntry:
    made = ModelSettings(**{"model": "openai/x", **settings})
    return make_entry(made, environ or {}, max_tokens=2500, deadline_s=120.0)


def test_references_are_resolved_wherever_they_stand() -> None:
    made = entry(
        {"KEY": SECRET, "HOST": "models.example"},
        api_key="os.environ/KEY",
        api_base="https://${HOST}/v1",
        extra_headers={"X-Auth": "Token ${KEY}"},
    )
    assert made.parameters["api_key"] == SECRET
    assert made.parameters["api_base"] == "https://models.example/v1"
    assert made.parameters["extra_headers"] == {"X-Auth": f"Token {SECRET}"}
    assert made.key_variables == ("KEY",)
    assert made.missing == ()


def test_an_empty_variable_is_a_missing_one() -> None:
    made = entry({"A": ""}, api_key="${A}", api_base="${B}", extra_headers={"x": "${A}"})
    assert made.missing == ("A", "B")


def test_a_secret_shows_nowhere_and_does_not_tell_two_questions_apart() -> None:
    first = entry({"KEY": SECRET}, api_key="${KEY}", extra_headers={"Authorization": SECRET})
    other = entry({}, api_key="another-key-altogether", extra_headers={"Authorization": "x"})
    assert first.identity == other.identity
    assert SECRET not in repr(first)
    assert first.scrub(f"key {SECRET} is wrong\nsk-abcdefghijklmnop too") == (
        "key [key] is wrong [key] too"
    )


def test_a_key_in_the_environment_is_hidden_even_when_unnamed() -> None:
    assert SECRET not in entry({"OPENAI_API_KEY": SECRET}).scrub(f"bad {SECRET}")


def test_parameters_that_change_the_answer_tell_two_questions_apart() -> None:
    assert entry(temperature=0.1).identity != entry(temperature=0.2).identity
    assert entry(max_tokens=900).identity != entry().identity


@pytest.mark.parametrize(
    "change",
    [{"rpm": 5}, {"tpm": 900}, {"timeout": 30}, {"input_cost_per_token": 0.1}, {"num_retries": 2}],
)
def test_what_decides_pace_price_or_patience_alone_is_no_other_question(
    change: dict[str, Any],
) -> None:
    assert entry(**change).identity == entry().identity


def test_what_we_decide_ourselves_is_not_handed_on() -> None:
    made = entry(num_retries=5, timeout=30, max_tokens=900, fallbacks=["y"], rpm=3, temperature=1)
    assert made.parameters == {"temperature": 1}
    assert (made.max_tokens, made.deadline_s) == (900, 30.0)


def test_the_environments_real_key_never_goes_to_a_local_server() -> None:
    assert entry(api_base="http://127.0.0.1:1234/v1").parameters["api_key"] == "none"
    assert "api_key" not in entry(api_base="https://models.example/v1").parameters


@pytest.mark.parametrize(
    ("model", "api_base", "local"),
    [
        ("openai/x", "http://127.0.0.1:11434/v1", True),
        ("openai/x", "http://[::1]:80", True),
        ("openai/x", "http://192.168.1.5/v1", True),
        ("openai/x", "http://llm:8000/v1", True),
        ("openai/x", "http://localhost:1/v1", True),
        ("ollama_chat/llama3.1", "", True),
        ("ollama_chat/llama3.1", "https://ollama.example", False),
        ("openai/x", "https://93.184.216.34/v1", False),
        ("openai/x", "", False),
        ("anthropic/x", "", False),
    ],
)
def test_what_runs_nearby_is_known_by_its_address(model: str, api_base: str, local: bool) -> None:
    assert is_local(model, api_base) is local


def test_the_entrys_own_price_wins_and_the_worst_case_is_above_any_real_one() -> None:
    made = entry(input_cost_per_token=0.000003, output_cost_per_token="0.000015")
    assert made.price == Price(Decimal("0.000003"), Decimal("0.000015"))
    assert entry().price is None
    for half in ("input_cost_per_token", "output_cost_per_token"):
        assert entry(**{half: 0.000003}).price is None  # the other may come from a variable
    worst = made.price.worst_case(4000, 2500)
    assert worst > made.price.of(1300, 2500)


class BrokenCallError(Exception):
    def __init__(self, said: str, status: int | None = None, **headers: str) -> None:
        super().__init__(said)
        self.status_code = status
        self.code, self.param = "", ""
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def classified(error: BaseException) -> Failure:
    return classify(error, lambda text: text, NOW)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BrokenCallError("no", 401), Kind.KEY),
        (BrokenCallError("no", 403), Kind.KEY),
        (BrokenCallError("no", 404), Kind.NOT_FOUND),
        (BrokenCallError("no", 402), Kind.QUOTA),
        (BrokenCallError("slow", 429), Kind.RATE_LIMIT),
        (BrokenCallError("insufficient_quota", 429), Kind.QUOTA),
        (BrokenCallError("Your credit balance is too low", 400), Kind.QUOTA),
        (BrokenCallError("prompt is too long: 9 tokens", 400), Kind.CONTEXT),
        (BrokenCallError("content_policy violation", 400), Kind.FILTERED),
        (BrokenCallError("unknown parameter", 400), Kind.BAD_REQUEST),
        (BrokenCallError("unprocessable", 422), Kind.BAD_REQUEST),
        (BrokenCallError("late", 408), Kind.TIMEOUT),
        (BrokenCallError("gateway", 504), Kind.TIMEOUT),
        (BrokenCallError("overloaded", 529), Kind.SERVER),
        (BrokenCallError("boom", 500), Kind.SERVER),
        (ValueError("a fault of LiteLLM's"), Kind.SERVER),
        (ConnectionRefusedError("refused"), Kind.UNREACHABLE),
    ],
)
def test_an_error_is_known_by_its_status_first(error: BaseException, kind: Kind) -> None:
    assert classified(error).kind is kind


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after": "Fri, 10 Apr 2026 09:00:20 GMT"}, 20.0),
        ({"retry_after": "Fri, 10 Apr 2026 08:00:00 GMT"}, 0.0),
        ({"retry_after_ms": "1500", "retry_after": "9"}, 1.5),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "nan"}, None),
        ({"retry_after": "-3"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert classified(BrokenCallError("slow", 429, **headers)).retry_after_s == seconds


def test_a_server_that_asks_for_too_much_patience_is_left_alone() -> None:
    patient, endless = (Failure(Kind.RATE_LIMIT, "", 429, seconds) for seconds in (30.0, 30.5))
    assert wait_before_retry(patient, 0) == 30.0
    assert not ends_model(patient)
    assert wait_before_retry(endless, 0) is None
    assert ends_model(endless)


def test_a_code_that_an_inner_error_keeps_apart_is_heard() -> None:
    inner = BrokenCallError("slow", 429)
    inner.code = "insufficient_quota"
    outer = BrokenCallError("slow", 429)
    outer.__cause__ = inner
    assert classified(outer).kind is Kind.QUOTA
    inner.code, inner.status_code, outer.status_code = "unknown_parameter", 400, 400
    inner.param = "top_p"
    failure = classify(outer, str, NOW, sent=["temperature", "top_p"])
    assert (failure.kind, failure.parameter) == (Kind.PARAMETER, "top_p")


def test_messages_lose_the_class_names_before_them() -> None:
    said = "litellm.RateLimitError: RateLimitError: OpenAIException - slow down\nTraceback …"
    assert classified(BrokenCallError(said, 429)).message == "slow down"
