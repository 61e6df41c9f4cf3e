"""What the two trained components have in common: a model kept in Rasa's storage, trained anew only when needed."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any, ClassVar, Protocol

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

log = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent


class Storable(Protocol):
    """A model that fits in a folder."""

    def save(self, folder: Path) -> None: ...

    @classmethod
    def load(cls, folder: Path) -> Any: ...


class TrainedComponent(GraphComponent):
    """`kind` is the class of the model. Without a stored model the component stays silent and says so in the log."""

    kind: ClassVar[type[Storable]]

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        self.config = {**self.get_default_config(), **config}
        self._storage, self._resource, self.model = model_storage, resource, model

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> TrainedComponent:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> TrainedComponent:
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, cls.kind.load(folder))
        except (ValueError, OSError) as error:
            log.warning("no stored model for %s: %s", cls.__name__, error)
            return cls(config, model_storage, resource)

    def keep(self, model: Storable) -> None:
        """Use the model from now on and store it."""
        self.model = model
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa looks at this class and its input only; the code behind it decides as much. Rules may change without it."""
        digest = hashlib.sha256()
        for path in sorted(HERE.rglob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()
