"""Each way in which a model's server can fail, on both of LiteLLM's ways to the net.

The table itself stands in failures.py; the requests are counted on the server's side.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]


@pytest.mark.parametrize("model", ["openai/test-model", "hosted_vllm/test-model"])
def test_a_failure_ends_as_the_table_says(
    model: str,
    failure: Any,
    failures: ModuleType,
    endpoints: ModuleType,
    samples: ModuleType,
    tmp_path: Path,
) -> None:
    came = failures.come_to(failure, model, tmp_path, endpoints, samples)
    assert failures.faults(failure, came) == []
