"""Named tuples whose classes are made fast.

A run makes eighty of them. `typing.NamedTuple` compiles every annotation of every field, 0.3 to 0.4 ms a class;
`collections.namedtuple` compiles a constructor for each, 0.06 ms. The one here leaves annotations to the type checker, for
which it is typing's, and makes constructors of equal length from the same code: 0.01 ms a class.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NamedTuple, Self
else:
    from collections import _tuplegetter as _field  # what namedtuple reads fields by: in C where there is C, else a property
    from functools import cache
    from types import CodeType, FunctionType

    @cache
    def _constructor(length: int) -> CodeType:
        """The code of a constructor with so many arguments, whose names are yet to be given."""
        names = ", ".join(f"_{number}" for number in range(length))
        code: CodeType = eval(f"lambda _class, {names}: _new(_class, ({names},))").__code__  # noqa: S307 - as namedtuple does
        return code

    class _Record(tuple):
        """What all named tuples can do; named and meant as `collections.namedtuple` has it."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()

        @classmethod
        def _make(cls, values: Iterable[object]) -> Self:
            return cls(*values)

        def _replace(self, /, **changes: object) -> Self:
            made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(changes)}")
            return made

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

    class _Maker(type):
        """Makes a tuple with named fields of a class statement, as typing.NamedTuple's metaclass does."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace.pop(field) for field in fields if field in namespace}
            code = _constructor(len(fields)).replace(co_name="__new__", co_varnames=("_class", *fields))
            namespace |= {field: _field(at, None) for at, field in enumerate(fields)}
            namespace |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            namespace["__new__"] = FunctionType(code, {"_new": tuple.__new__}, "__new__", tuple(defaults.values()))
            return type(name, (_Record,), namespace)

    class NamedTuple(metaclass=_Maker):
        """The base to name; no class really derives from it."""


T = TypeVar("T")


def maker(kind: type[T]) -> Callable[[tuple[Any, ...]], T]:
    """The constructor of a named tuple from all its fields as one tuple.

    Twice as fast as the class itself, whose `__new__` is Python code: for what a list has ten thousands of.
    """
    return cast("Callable[[tuple[Any, ...]], T]", partial(tuple.__new__, kind))


__all__ = ["NamedTuple", "maker"]
