"""Objects that are told by the arguments of their constructor: layers, losses, optimizers, schedules."""

import inspect


class Configurable:
    """An object that keeps each argument of its constructor as an attribute of that name."""

    def config(self) -> dict:
        """The arguments that make an equal object, by name."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    @classmethod
    def from_config(cls, config: dict):
        """The object with these arguments."""
        return cls(**config)

    def __repr__(self) -> str:
        shown = (f"{name}={value:g}" if isinstance(value, float) else f"{name}={value!r}"
                 for name, value in self.config().items())
        return f"{type(self).__name__}({', '.join(shown)})"
