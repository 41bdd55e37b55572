"""Every setting of config.yaml with its type, default and documentation, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from roaster.config.model_entries import (
    Path,
    from_model_list,
    key_in_the_open,
    lacks_provider,
    no_number,
    with_provider,
)
from roaster.config.offline_pieces import OfflineSource, OfflineSources
from roaster.config.persona_files import ID_PATTERN, Example
from roaster.config.personas import DEFAULT_PERSONA, default_values, merge
from roaster.config.values import (
    AutoOrOff,
    BaseAddress,
    BranchName,
    Duration,
    ItemPattern,
    WebAddress,
    ZoneName,
)
from roaster.model.news import Feed

DEFAULT_NEVER_ROAST = (
    "death",
    "disaster",
    "violence",
    "suicide",
    "illness",
    "minors",
    "private-persons",
    "accusations",
)
OFFLINE = "offline/"
OFFLINE_MODEL = OFFLINE + DEFAULT_PERSONA


def is_offline(model: str) -> bool:
    """Whether a model's name is the embedded writer's, under any persona."""
    return model.startswith(OFFLINE)


class Settings(BaseModel):
    """Base of all settings: frozen, unknown keys are faults."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_all_defaults(cls, value: Any) -> Any:
        return {} if value is None else value  # a section whose every line is switched off


class SiteSettings(Settings):
    """`site:` what the site is and where it lives."""

    title: str = Field(
        default_factory=lambda: str(default_values()["name"]),
        description="The site's name, on every page; left out, the persona's.",
    )
    tagline: str = Field(
        default_factory=lambda: str(default_values()["tagline"]),
        description="One line under it; left out, the persona's.",
    )
    description: str = Field(
        "News, roasted: satire on top, checkable facts below.",
        description="One or two sentences for search engines and feeds.",
    )
    base_url: BaseAddress = Field(
        "http://127.0.0.1:8000/", description="Where the site is published, sub-path included."
    )
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", description="BCP 47.")
    timezone: ZoneName = Field("UTC", description="Decides on which day an event lies.")
    theme: str = Field(
        "sally", pattern=r"^[a-z0-9][a-z0-9_-]*$", description="A folder of themes/."
    )
    theme_settings: dict[str, str | bool | int | float] = Field(
        default_factory=dict, description="Values for the theme's own settings."
    )
    author: str = Field("", description="Who answers for the site; empty: the persona's name.")
    contact: str = Field("", description="Where to complain: a mail or web address.")
    editor: str = Field("", description="Who approves; named on what `approve` publishes.")
    per_page: int = Field(12, ge=1, le=200, description="Roasts on one page of a list.")
    raw_html: bool = Field(False, description="content/pages/ may hold any HTML; roasts never may.")
    news_sitemap: bool = Field(False, description="/news.xml: the last two days, for news search.")
    llms_txt: bool = Field(False, description="/llms.txt: the newest roasts, for language models.")
    cards: bool = Field(True, description="A picture for each roast, shown where it is shared.")
    badges: bool = Field(True, description="A badge with the score for each roast, to be embedded.")
    search: AutoOrOff = Field(
        "auto", description="auto: a search box where Pagefind is installed (`roaster[search]`)."
    )
    websub: WebAddress | Literal[""] = Field("", description="A WebSub hub that feeds name.")

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)


class SectionNames(Settings):
    """`persona.sections:` the headings of a roast."""

    take: str = Field(min_length=1, description="The satire.")
    facts: str = Field(min_length=1, description="The facts.")
    burned: str = Field(min_length=1, description="Who looks bad, and why.")
    lining: str = Field(min_length=1, description="What is good about it.")

    @model_validator(mode="before")
    @classmethod
    def _from_the_persona(cls, value: Any) -> Any:
        return {**default_values()["sections"], **value} if isinstance(value, Mapping) else value

    def by_key(self) -> dict[str, str]:
        """Section key to heading, in the order of the page."""
        return {
            "take": self.take,
            "facts": self.facts,
            "burned": self.burned,
            "lining": self.lining,
        }


class PersonaSettings(Settings):
    """`persona:` who roasts: an id, or a mapping whose keys replace those of the persona's folder.

    What is not given has the values of the default persona's folder (`roaster.config.personas`).
    """

    id: str = Field(pattern=ID_PATTERN, description="Stands in front matter.")
    name: str = Field(min_length=1, description="The critic's name.")
    tagline: str = Field(description="What she is.")
    introduction: str = Field(description="How a model is introduced to her; part of the brief.")
    tone: str = Field(description="Her register; part of the brief.")
    voice: str = Field(description="How she writes; part of the brief.")
    mocks: tuple[str, ...] = Field(description="What she mocks; part of the brief.")
    never: tuple[str, ...] = Field(description="What she never mocks; part of the brief.")
    sign_off: str = Field(description="How a take ends.")
    sections: SectionNames = Field(description="Headings.")
    invitations: tuple[str, ...] = Field(
        min_length=1, description="The three invitations on a roast page, top to bottom."
    )
    examples: tuple[Example, ...] = Field(
        max_length=12, description="How she sounds; part of the brief."
    )
    # Found in the persona's folders, never set; and a path is no part of what a site is.
    _offline: tuple[OfflineSource, ...] = PrivateAttr(default=())

    @property
    def offline(self) -> tuple[OfflineSource, ...]:
        """Her own sentences for the offline writer, those of the persona that she extends first."""
        return self._offline

    @model_validator(mode="wrap")
    @classmethod
    def _from_the_persona(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(value, Mapping):
            return handler(value)
        values = dict(default_values())
        merge(values, value)
        found = values.get("offline", ())
        if isinstance(found, OfflineSources):
            del values["offline"]
        persona = handler(values)
        persona._offline = tuple(found)  # noqa: SLF001  # its own
        return persona


def _feed_from_address(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


class FeedSettings(Settings):
    """One entry of `feeds:`; a bare address stands for `{url: address}`."""

    url: WebAddress = Field(description="Where the feed is, or a page that names it.")
    outlet: str = Field("", description="The outlet's name; empty: the feed's own title.")
    category: str = Field("", description="For all its items; empty: the item's own, or news.")
    weight: float = Field(1.0, gt=0, le=10, description="How much its word counts.")
    language: str = Field("", description="The language of its items.")
    include: tuple[ItemPattern, ...] = Field(
        (), max_length=100, description="Words and /patterns/, of which an item must have one."
    )
    exclude: tuple[ItemPattern, ...] = Field(
        (), max_length=100, description="Words and /patterns/, of which an item may have none."
    )
    full_text: Literal["feed", "page"] = Field(
        "page", description="feed: the item's own text is the article; no page is asked for."
    )

    @field_validator("include", "exclude", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    def to_feed(self) -> Feed:
        """The domain value."""
        return Feed(**dict(self))


class GatherSettings(Settings):
    """`gather:` how feeds and pages are fetched."""

    max_age: Duration = Field(timedelta(days=4), description="Older items are passed over.")
    max_wait: Duration = Field(
        timedelta(days=1),
        description="The longest a feed's own wish not to be asked is honoured; 0s: never.",
    )
    per_feed: int = Field(30, ge=1, le=1000, description="Newest items taken from one feed.")
    concurrency: int = Field(8, ge=1, le=64, description="Requests at once.")
    per_host: int = Field(2, ge=1, le=16, description="Requests at once to one host.")
    timeout: Duration = Field(timedelta(seconds=20), description="For one whole answer.")
    max_feed_bytes: int = Field(10_000_000, ge=1000, description="Larger feeds are refused.")
    max_page_bytes: int = Field(5_000_000, ge=1000, description="Larger pages are refused.")
    min_words: int = Field(120, ge=1, description="A shorter article is thin: never roasted.")
    other_languages: Literal["skip", "roast"] = Field(
        "skip", description="What becomes of articles in another language than the site's."
    )
    respect_robots: bool = Field(True, description="Ask robots.txt before fetching an article.")
    user_agent: str = Field("", description="Empty: roaster, its version and the site's address.")
    allow_hosts: tuple[str, ...] = Field(
        (), description="Hosts on private or loopback addresses that may be asked, as host[:port]."
    )


class EventSettings(Settings):
    """`events:` how articles become events."""

    window: Duration = Field(
        timedelta(days=30), description="How long a told event draws in new articles."
    )
    similarity: float = Field(0.18, gt=0, lt=1, description="Cosine that joins two articles.")


class RoastSettings(Settings):
    """`roast:` what is roasted, for how much."""

    per_run: int = Field(10, ge=0, le=1000, description="Roasts in one run.")
    per_category: int | None = Field(
        None, ge=1, le=1000, description="Roasts of one category in one run; null: no limit."
    )
    budget_usd: float | None = Field(1.0, ge=0, description="Per run; null: no limit.")
    budget_usd_per_day: float | None = Field(None, ge=0, description="Per day; null: no limit.")
    concurrency: int = Field(4, ge=1, le=64, description="Model calls at once.")
    rubric: int = Field(1, ge=1, description="The version of the rubric for news.")
    judge_samples: int = Field(
        1, ge=1, le=9, description="How often a model scores an event; the median counts."
    )
    never_roast: tuple[str, ...] = Field(
        DEFAULT_NEVER_ROAST,
        description="Subjects that are never joked about, by name, or further words to look for.",
    )
    sensitive: Literal["hold", "straight"] = Field(
        "hold",
        description="What becomes of a roast whose subject turns out to be of never_roast: held "
        "for a person, or straight: the facts alone, without quip, take and score.",
    )
    min_facts: int = Field(3, ge=1, le=5, description="Proven facts a roast needs.")
    deadline: Duration = Field(timedelta(seconds=120), description="For one model call.")
    max_tokens: int = Field(2500, ge=200, le=32_000, description="For one reply.")


def _sound_second(entry: ModelSettings | None) -> ModelSettings | None:
    return None if entry is None else _sound_entry(entry)


def _sound_entry(entry: ModelSettings) -> ModelSettings:
    """Refuse a bare model name, a key that stands in the file, and limits that would not limit."""
    further = entry.parameters
    if lacks_provider(entry.model, further):
        raise _entry_error(
            ("model",),
            "the provider is missing",
            f"write `provider/name`, such as `{with_provider(entry.model)}` "
            "(https://docs.litellm.ai/docs/providers)",
        )
    open_key = key_in_the_open(further)
    if open_key is not None:
        raise _entry_error(
            open_key,
            "a key stands here; this file is no place for one",
            "put it into an environment variable and write ${NAME} here; "
            "if the file was ever shared, have a new key made",
        )
    odd = no_number(further)
    if odd is not None:
        raise _entry_error((odd.name,), odd.expected, odd.remedy)
    return entry


def _entry_error(place: Path, said: str, remedy: str) -> PydanticCustomError:
    """`place` is below the entry; pydantic itself knows only the entry's."""
    context = {"said": said, "remedy": remedy, "place": place}
    return PydanticCustomError("model_entry", "{said}", context)


class ModelSettings(BaseModel):
    """One entry of `models:`; every other key is LiteLLM's own and handed on."""

    model_config = ConfigDict(extra="allow", frozen=True, protected_namespaces=())

    model: str = Field(min_length=1, description="provider/name as LiteLLM knows it.")

    vision: bool | None = Field(
        None, description="Whether it reads pictures; null: as LiteLLM knows it."
    )

    @property
    def offline(self) -> bool:
        """Whether this is the embedded offline writer."""
        return is_offline(self.model)

    @property
    def parameters(self) -> dict[str, Any]:
        """What is handed to LiteLLM beside the model's name; `${NAME}` still unresolved."""
        return dict(self.model_extra or {})


class DropSettings(Settings):
    """`drop:` where the invitations lead."""

    to: Literal["page", "github", "endpoint", "url", "none"] = Field(
        "page", description="page: /drop/ of this site; none: no invitations."
    )
    url: str = Field("", description="For endpoint and url: the address.")
    repository: str = Field("", description="For github: owner/name; opens a prefilled issue.")


class PublishSettings(Settings):
    """`publish:` where the built site goes."""

    to: Literal["none", "github-pages"] = Field("none", description="none: it stays here.")
    remote: str = Field("origin", description="A git remote's name, address or path.")
    branch: BranchName = Field(
        "gh-pages", min_length=1, description="The branch that holds the site."
    )
    cname: str = Field("", description="A domain of your own.")


class Config(Settings):
    """The whole of config.yaml."""

    site: SiteSettings = Field(default_factory=SiteSettings)
    persona: PersonaSettings = Field(default_factory=lambda: PersonaSettings.model_validate({}))
    feeds: tuple[Annotated[FeedSettings, BeforeValidator(_feed_from_address)], ...] = ()
    gather: GatherSettings = Field(default_factory=GatherSettings)
    events: EventSettings = Field(default_factory=EventSettings)
    roast: RoastSettings = Field(default_factory=RoastSettings)
    models: tuple[
        Annotated[ModelSettings, BeforeValidator(from_model_list), AfterValidator(_sound_entry)],
        ...,
    ] = ()
    verify: Annotated[
        ModelSettings | None, BeforeValidator(from_model_list), AfterValidator(_sound_second)
    ] = None
    review: Literal["required", "auto"] = "required"
    drop: DropSettings = Field(default_factory=DropSettings)
    publish: PublishSettings = Field(default_factory=PublishSettings)

    @property
    def offline_model(self) -> str:
        """The name of the embedded writer when it writes as this site's persona."""
        return OFFLINE + self.persona.id

    @field_validator("feeds", "models", mode="before")
    @classmethod
    def _nothing_is_an_empty_list(cls, value: Any) -> Any:
        return () if value is None else value
