"""Which providers carry our messages: the modules named in CHANNELS_PROVIDERS, each with `make(settings, http)`."""

from importlib import import_module

import httpx

from channels.provider import Provider
from channels.settings import Settings


def load(settings: Settings, http: httpx.AsyncClient) -> list[Provider]:
    """Those that are configured, in order. Raises ImportError for a module that is not there."""
    made = (import_module(module).make(settings, http) for module in settings.channels_providers)
    return [provider for provider in made if provider is not None]
