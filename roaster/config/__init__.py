"""config.yaml, validated whole: text in, a frozen `Config` out.

Fails with one `ConfigError` that carries every fault of the file, each with line, column, what was
expected and the nearest valid name. `load_config` reads the file; all else is pure.
"""

from roaster.config.load import load_config, parse_config
from roaster.config.schema import Config, FeedSettings, ModelSettings, PersonaSettings

__all__ = [
    "Config",
    "FeedSettings",
    "ModelSettings",
    "PersonaSettings",
    "load_config",
    "parse_config",
]
