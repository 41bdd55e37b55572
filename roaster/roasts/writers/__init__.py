"""The two writers. `offline` needs nothing; `model` loads LiteLLM only when a call is made."""
