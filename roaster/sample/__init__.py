"""The embedded sample wire: invented outlets, their feeds and article pages, served on loopback.

Takes nothing but the edition of the news; gives `SampleWire`, a context manager that serves it,
and the feeds and config of the site that reads it. Every link is stable (`http://<outlet>.example/
…`), whatever the port: `connect_to()` says where the connections go. Fails with OSError when
loopback has no free port. Data lies in `wire/`, markup in `templates/`; `server` knows neither.
"""

from __future__ import annotations

from roaster.sample.data import SAMPLE_NOW
from roaster.sample.server import SampleRequest
from roaster.sample.service import SampleFeed, SampleWire, sample_config, sample_feeds

__all__ = [
    "SAMPLE_NOW",
    "SampleFeed",
    "SampleRequest",
    "SampleWire",
    "sample_config",
    "sample_feeds",
]
