"""All faults of a config in one pass, each with its place and the nearest valid name."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.config import Config, load_config, parse_config
from roaster.errors import ConfigError, Fault, UsageError
from roaster.model.news import Feed

SECRET = "sk-very-secret-0123456789"


def faults_of(text: str, environ: dict[str, str] | None = None) -> tuple[Fault, ...]:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, environ or {})
    return caught.value.faults


def told(text: str) -> tuple[Fault, ...]:
    """The faults, or none where the text is valid; any other error comes through."""
    try:
        parse_config(text, {})
    except ConfigError as error:
        return error.faults
    return ()


def only_fault(text: str, environ: dict[str, str] | None = None) -> Fault:
    (fault,) = faults_of(text, environ)
    return fault


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}", "site:\nfeeds:\nmodels:\n"])
def test_nothing_at_all_is_all_defaults(text: str) -> None:
    assert parse_config(text, {}) == Config()


def test_settings_arrive_with_their_types() -> None:
    config = parse_config(
        """
        site: {title: " Roasts ", base_url: https://x.example/blog, timezone: Europe/Berlin}
        feeds:
          - https://a.example/feed
          - {url: https://b.example/feed, outlet: B, weight: 2}
        gather: {max_age: 36h, timeout: 500s}
        events: {window: 2w}
        roast: {budget_usd: null}
        models: [offline/sally, {model_name: x, litellm_params: {model: openai/x, api_key: k}}]
        """,
        {},
    )
    assert config.site.title == "Roasts"
    assert config.site.base_url == "https://x.example/blog/"
    assert [feed.url for feed in config.feeds] == [
        "https://a.example/feed",
        "https://b.example/feed",
    ]
    assert config.feeds[1].to_feed().outlet == "B"
    assert config.gather.max_age == timedelta(hours=36)
    assert config.events.window == timedelta(days=14)
    assert config.roast.budget_usd is None
    assert config.models[0].offline
    assert config.models[1].model == "openai/x"
    assert config.models[1].parameters == {"api_key": "k"}


def test_every_fault_is_told_at_once_with_line_column_and_nearest_name() -> None:
    text = """\
site:
  tilte: x
  timezone: Berlin
  per_page: many
reveiw: auto
feeds:
  - ftp://x.example/
  - {outlet: X}
gather:
  max_age: 4 fortnights
review: atuo
"""
    found = [(f.line, f.column, f.message, f.remedy) for f in faults_of(text)]
    assert found == [
        (2, 3, "unknown setting `site.tilte`", "did you mean `title`?"),
        (
            3,
            3,
            "`site.timezone`: expected a time zone name such as Europe/Berlin or UTC",
            "it is 'Berlin' now",
        ),
        (4, 3, "`site.per_page`: expected a whole number", "it is 'many' now"),
        (5, 1, "unknown setting `reveiw`", "did you mean `review`?"),
        (
            7,
            5,
            "`feeds[0].url`: expected a web address that begins with http:// or https://",
            "it is 'ftp://x.example/' now",
        ),
        (8, 5, "`feeds[1].url` is missing", "add `url:` here"),
        (
            10,
            3,
            "`gather.max_age`: expected a time span such as 30m, 12h, 7d or 2w",
            "it is '4 fortnights' now",
        ),
        (11, 1, "`review`: expected 'required' or 'auto'", "did you mean `auto`?"),
    ]


def test_a_name_that_is_like_no_other_gets_the_list() -> None:
    assert "known here: similarity, window" in only_fault("events: {zzz: 1}").remedy


def test_every_key_that_stands_twice_is_told() -> None:
    text = "site:\n  title: a\n  title: b\nreview: auto\nreview: auto\n"
    found = [(f.line, f.column, f.message) for f in faults_of(text)]
    assert found == [(3, 3, "`title` stands twice"), (5, 1, "`review` stands twice")]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("site:\n\ttitle: x", 2, "cannot start any token"),
        ("site: {title: x\nreview: auto", 2, "expected ',' or '}'"),
        ("site:\n  title: 'x", 2, "end of stream"),
        ("site: {}\n---\nsite: {}", 2, "another document"),
        ("a: *nowhere", 1, "undefined alias"),
        ("site: {title: !python/name:os.system x}", 1, "tag"),
        ("site:\n  title: a\x00b", 2, "U+0000"),
        ("site: {per_page: !!int abc}", 1, "`abc` cannot be read as a whole number"),
        ("site: {per_page: 0x_}", 1, "cannot be read"),
        ("? [a, b]\n: x", 1, "plain text"),
        ("site: " + "[" * 5000, 1, "nested too deep"),
        ("a: &a [*a]", 1, "nested too deep"),
    ],
)
def test_broken_yaml_is_told_with_its_line(text: str, line: int, said: str) -> None:
    fault = only_fault(text)
    assert fault.line == line
    assert said in fault.message
    assert fault.remedy


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "aliases counted" in only_fault("\n".join(layers)).message


@pytest.mark.parametrize("text", ["- a", "hello", "3"])
def test_what_is_no_mapping_is_told(text: str) -> None:
    assert "expected settings" in only_fault(text).message


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("models: {model: x}", "`models`: expected a list", "correct the value"),
        ("site: [x]", "`site`: expected settings", "correct the value"),
        ("site: {language: no}", "`site.language`: expected text", "put it in quotes"),
        ("site: {title: 2026}", "`site.title`: expected text", "put it in quotes"),
        ("gather: {respect_robots: maybe}", "expected true or false", "it is 'maybe' now"),
        ("gather: {max_age: 999999999999d}", "expected a shorter time span", "it is"),
        ("gather: {max_age: 4}", "expected a time span", "it is 4 now"),
        ("roast: {budget_usd: .inf}", "expected a number", "it is inf now"),
        ("roast: {budget_usd: -1}", "greater than or equal to 0", "it is -1 now"),
        ("roast: {per_run: 1.5}", "expected a whole number", "it is 1.5 now"),
        ("feeds: ['http://x.example:99999/']", "expected a web address", "99999"),
        ("feeds: ['http://x y/']", "expected a web address", "it is"),
        ("site: {base_url: 'https://x.example/?a'}", "without ? and #", "it is"),
        ("site: {timezone: ../../etc/passwd}", "expected a time zone", "it is"),
        ("persona: {invitations: []}", "at least 1 item", "correct the value"),
    ],
)
def test_a_wrong_value_is_told_in_the_words_of_the_file(
    text: str, message: str, remedy: str
) -> None:
    fault = only_fault(text)
    assert message in fault.message
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    "name",
    [
        "-x",
        "a..b",
        "a b",
        "a~1",
        "x.lock",
        "a/.b",
        "/a",
        "a/",
        "a.",
        "@",
        "HEAD",
        "a@{1}",
        "a\\\\b",
    ],
)
def test_a_branch_that_git_would_not_take_is_a_fault_of_the_settings(name: str) -> None:
    fault = only_fault(f'publish: {{branch: "{name}"}}')
    assert "`publish.branch`: expected a name that git takes for a branch" in fault.message


@pytest.mark.parametrize("name", ["gh-pages", "main", "site/live", "v1.0", "ö", "a@b", "a-"])
def test_a_branch_that_git_takes_is_taken(name: str) -> None:
    assert parse_config(f'publish: {{branch: "{name}"}}', {}).publish.branch == name


def test_variables_are_filled_in_everywhere_flow_mappings_included() -> None:
    config = parse_config(
        "site: {title: ${NAME}, tagline: 'by ${NAME}, for ${WHOM}', contact: os.environ/WHOM}",
        {"NAME": "Sally", "WHOM": "you"},
    )
    assert config.site.title == "Sally"
    assert config.site.tagline == "by Sally, for you"
    assert config.site.contact == "you"


def test_places_stay_right_behind_a_variable() -> None:
    fault = only_fault("site: {title: ${NAME}, tilte: x}", {"NAME": "a rather long name"})
    assert (fault.line, fault.column) == (1, 24)


def test_a_value_from_the_environment_is_text_never_yaml() -> None:
    config = parse_config("site: {title: ${NAME}}", {"NAME": "x}, review: auto #"})
    assert config.site.title == "x}, review: auto #"
    assert config.review == "required"


def test_every_missing_variable_is_told_once_with_its_setting() -> None:
    text = "site:\n  title: ${NO_NAME}\n  base_url: ${NO_HOST}\n  contact: ${EMPTY}${NO_NAME}\n"
    found = [(f.line, f.message, f.remedy) for f in faults_of(text, {"EMPTY": ""})]
    assert found == [
        (
            2,
            "`site.title` needs the environment variable NO_NAME, not set",
            "set NO_NAME, or write the value",
        ),
        (
            3,
            "`site.base_url` needs the environment variable NO_HOST, not set",
            "set NO_HOST, or write the value",
        ),
        (
            4,
            "`site.contact` needs the environment variable EMPTY and NO_NAME, not set",
            "set EMPTY and NO_NAME, or write the value",
        ),
    ]


def test_a_models_key_is_not_needed_before_it_is_called() -> None:
    config = parse_config("models: [{model: openai/x, api_key: ${KEY}}, os.environ/M]", {})
    assert config.models[0].parameters == {"api_key": "${KEY}"}


@pytest.mark.parametrize(
    "text",
    [
        "site: {base_url: '${KEY}'}",
        "publish: {to: '${KEY}'}",
        "feeds: ['${KEY}']",
        "site: {timezone: 'x${KEY}', tilte: '${KEY}'}",
        "drop: os.environ/KEY",
        "models: {api_key: " + SECRET + "}",
        "models: [{api_key: " + SECRET + "}]",
        "models: [[" + SECRET + "]]",
        "feeds: ['ftp://user:" + SECRET + "@x.example/']",
        "site: {api_key: " + SECRET + "}",
        "models: [{model: openai/x, api_key: " + SECRET + "}]",
        "models: [{model: openai/x, extra_headers: {Authorization: Bearer " + SECRET + "}}]",
        "models:\n  - {model: x, api_key: " + SECRET + ", api_key: " + SECRET + "}",
        "models:\n  - {model: x, api_key: '" + SECRET,
    ],
)
def test_no_secret_ever_stands_in_a_message(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, {"KEY": SECRET})
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.faults)


@given(text=st.text() | st.text("site: {}[]&*!|>'\"#%@`,?-$\n\t \x00az09_.", max_size=60))
@example("0: !!timestamp x")
@example("site: !!map [a]")
@example("site: !!set [a]")
@example("? !!binary x\n: y")
@example("site: {title: !!binary x}")
@example("site: {title: !!null x}")
@example("site: {title: !!bool x}")
@example("\x85a: b")
@example("${")
@example("\ue000\ue001A\ue002: 1")
def test_no_text_whatever_gets_past_as_another_error(text: str) -> None:
    lines = 2 + sum(text.count(end) for end in "\n\r\x85\u2028\u2029")
    for fault in told(text):
        assert 1 <= fault.line <= lines
        assert fault.column >= 1
        assert fault.message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    section=st.sampled_from(sorted(Config.model_fields)),
    value=VALUES | st.dictionaries(st.sampled_from(["url", "model", "title", "to"]), VALUES),
)
def test_no_value_whatever_gets_past_as_another_error(section: str, value: object) -> None:
    for fault in told(yaml.safe_dump({section: value}, allow_unicode=True)):
        assert fault.message
        assert fault.remedy


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbfsite:\r\n  title: X\r\n")
    assert load_config(path, {}).site.title == "X"


def test_another_encoding_is_a_fault_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes("site: {title: Käse}".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path, {})


def test_no_config_is_told_with_the_way_to_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_config(tmp_path / "config.yaml", {})
    assert "roaster init" in caught.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="a folder opens otherwise on Windows")
def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        load_config(tmp_path / "config.yaml", {})


def test_a_feed_s_patterns_are_checked_at_their_place() -> None:
    text = "feeds:\n  - url: https://paper.example/\n    exclude: [fine, '/(broken/']\n"
    with pytest.raises(ConfigError) as caught:
        parse_config(text, {})
    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (3, 21)
    assert "missing )" in fault.message


def test_a_feed_carries_what_its_owner_says_of_it() -> None:
    text = (
        "feeds:\n  - {url: https://paper.example/, outlet: P, category: ai, weight: 2,"
        " language: de, include: bridge, exclude: [ad, /x+/], full_text: feed}\n"
    )
    (feed,) = parse_config(text, {}).feeds
    assert feed.to_feed() == Feed(
        "https://paper.example/", "P", "ai", 2.0, "de", ("bridge",), ("ad", "/x+/"), "feed"
    )


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        ("{model: openai/x, api_key: s3cr3t-value}", "models[1].api_key"),
        ("{model: openai/x, extra_headers: {X-Api-Key: s3cr3t-value}}", "X-Api-Key"),
        ("{model: bedrock/x, aws_secret_access_key: s3cr3t-value}", "aws_secret_access_key"),
        ("{model: openai/x, api_base: 'https://me:s3cr3t@x.example/v1'}", "api_base"),
        (
            "{model_name: m, litellm_params: {model: openai/x, api_key: s3cr3t-value}}",
            "litellm_params.api_key",
        ),
    ],
)
def test_a_key_in_the_file_is_a_fault_and_never_shown(entry: str, where: str) -> None:
    fault = only_fault(f"models:\n  - offline/sally\n  - {entry}")
    assert where in fault.message
    assert fault.line == 3
    assert "${NAME}" in fault.remedy
    assert "s3cr3t" not in str(fault)


@pytest.mark.parametrize(
    "entry",
    [
        "{model: openai/x, api_key: none}",
        "{model: lm_studio/x, api_key: lm-studio, api_base: 'http://127.0.0.1:1234/v1'}",
        "{model: hosted_vllm/x, api_key: EMPTY, api_base: 'http://127.0.0.1:8000/v1'}",
        "{model: openai/x, api_key: sk-no-key-required}",
        "{model: vertex_ai/x, vertex_credentials: /etc/keys/vertex-2.json}",
        "{model: openai/x, max_tokens: 900, rpm: 10}",
        "{model: openai/x, extra_headers: {X-Title: Roaster 2}}",
        "{model: some-alias, custom_llm_provider: openai}",
        "{model: '${MODEL}'}",
    ],
)
def test_what_is_no_key_is_left_alone(entry: str) -> None:
    assert len(parse_config(f"models: [{entry}]", {}).models) == 1


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("input_cost_per_token: cheap", "dollars, 0 or more"),
        ("output_cost_per_token: -1", "dollars, 0 or more"),
        ("input_cost_per_token: .nan", "dollars, 0 or more"),
        ("rpm: many", "a whole number above 0"),
        ("rpm: 0", "a whole number above 0"),
        ("tpm: 1.5", "a whole number above 0"),
        ("max_tokens: lots", "a whole number above 0"),
        ("timeout: soon", "seconds above 0"),
    ],
)
def test_a_number_that_would_limit_nothing_is_a_fault(setting: str, expected: str) -> None:
    fault = only_fault(f"models: [{{model: openai/x, {setting}}}]")
    name = setting.partition(":")[0]
    assert fault.message == f"`models[0].{name}`: expected {expected}"


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ("input_cost_per_token", "output_cost_per_token"),
        ("output_cost_per_token", "input_cost_per_token"),
    ],
)
@pytest.mark.parametrize("value", ["3e-6", "0", "'${PRICE}'"])
def test_half_a_price_is_a_fault_that_names_the_other_half(
    there: str, missing: str, value: str
) -> None:
    fault = only_fault(f"models: [{{model: openai/x, {there}: {value}, {missing}: null}}]")
    assert fault.message == f"`models[0].{missing}`: is missing beside `{there}`"
    assert "0 where it costs nothing" in fault.remedy


@pytest.mark.parametrize(
    "setting",
    [
        "rpm: '60'",
        "input_cost_per_token: 3e-6, output_cost_per_token: '0'",
        "rpm: '${RPM}'",
        "timeout: '30'",
    ],
)
def test_a_number_may_be_text_or_a_variable(setting: str) -> None:
    assert len(parse_config(f"models: [{{model: openai/x, {setting}}}]", {}).models) == 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("gpt-4o", "openai/gpt-4o"),
        ("claude-haiku-4-5", "anthropic/claude-haiku-4-5"),
        ("llama3.1", "ollama_chat/llama3.1"),
    ],
)
def test_a_model_without_its_provider_is_a_fault_with_the_name_it_may_mean(
    name: str, meant: str
) -> None:
    fault = only_fault(f"models: [{{model: {name}}}]")
    assert fault.message == "`models[0].model`: the provider is missing"
    assert meant in fault.remedy


def test_limits_and_prices_beside_litellm_params_are_taken_too() -> None:
    config = parse_config(
        "models: [{model_name: m, rpm: 9, litellm_params: {model: openai/x},"
        " model_info: {id: 1, input_cost_per_token: 0.001, output_cost_per_token: 0}}]",
        {},
    )
    price = {"input_cost_per_token": 0.001, "output_cost_per_token": 0}
    assert config.models[0].parameters == {"rpm": 9} | price


@pytest.mark.parametrize(("said", "meant"), [("off", "off"), ('"off"', "off"), ("auto", "auto")])
def test_search_is_switched_off_by_the_word_that_the_documentation_has(
    said: str, meant: str
) -> None:
    assert parse_config(f"site: {{search: {said}}}", {}).site.search == meant
    with pytest.raises(ConfigError, match="search"):
        parse_config("site: {search: on}", {})
