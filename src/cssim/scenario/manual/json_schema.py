"""JSON Schema of scenario files, for editors that complete, explain and underline.

It is the schema of *files*: a file that extends another one says only what it changes, so nothing is required, any key
may be ``null`` (which takes an inherited one away), and keys may be dotted. What it accepts may still be wrong in
ways that only ``cssim validate`` sees; what it underlines is wrong.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from cssim.part import About, Part, about
from cssim.scenario.language.checks import MAY_CHANGE
from cssim.scenario.manual.catalog import parts_below, written
from cssim.scenario.schema import Scenario

Json = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DOTTED: Final[Json] = {r"\.": {}}
_BOUNDS: Final = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}
_PART_KINDS: Final = ("model", "definition-ref", "tagged-union", "nullable")


def json_schema() -> Json:
    """Return the JSON Schema document of scenario files."""
    schema = Scenario.model_json_schema(schema_generator=_Files)
    documents: dict[type[Part], Json] = {part: schema["$defs"][part.__name__] for part in parts_below(Scenario)}
    documents[Scenario] = schema
    for part, document in documents.items():
        for name, info in part.model_fields.items():
            if name in document["properties"]:
                document["properties"][name] = _field(document["properties"][name], info)
    _relax(schema)
    changes = {name: schema["properties"][name] for name in MAY_CHANGE}
    design = {"type": "object", "properties": changes, "additionalProperties": False, "patternProperties": _DOTTED}
    schema["properties"]["designs"]["anyOf"][0]["additionalProperties"] = _or_null(design)
    return {"$schema": DIALECT, **schema, "title": "A cssim scenario"}


class _Files(GenerateJsonSchema):
    """Describes what may be written, shorthands included, where pydantic would describe what it becomes."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Json:
        """Allow a value alone where a part is read from one, and a number where a word is."""
        inner = super().function_before_schema(schema)
        if "json_schema_input_schema" in schema or "ref" in schema:
            return inner
        kind = schema["schema"]["type"]
        if kind in _PART_KINDS:
            return {"anyOf": [{"type": "string"}, inner]}
        return {"type": ["string", "number"]} if kind == "str" else inner


def _field(field: Json, info: FieldInfo) -> Json:
    """Return a field with what is known about it in its description, and with the bounds of a bare number."""
    note = about(info)
    rest = {key: value for key, value in field.items() if key != "about"}
    if "number" in rest.get("type", ()) or "integer" in rest.get("type", ()):
        for one in info.metadata:
            rest.update({_BOUNDS[key]: getattr(one, key) for key in _BOUNDS if hasattr(one, key)})
    return _or_null({**rest, "description": _described(info.description or "", note)})


def _described(text: str, note: About) -> str:
    low, high = written(note.low, note.unit), written(note.high, note.unit)
    said = {
        "unit": note.unit,
        "range": f"{low} to {high}" if low and high else "",
        "off": written(note.off, note.unit) if note.has_off else "",
        "evidence": note.evidence if note.evidence != "convention" else "",
        "source": note.source,
    }
    return "\n".join([text, *(f"{name}: {value}" for name, value in said.items() if value)])


def _or_null(schema: Json) -> Json:
    """Return a schema that also takes ``null``."""
    if isinstance(schema.get("type"), list):
        return {**schema, "type": list(dict.fromkeys([*schema["type"], "null"]))}
    if "anyOf" in schema:
        rest = [one for one in schema["anyOf"] if one != {"type": "null"}]
        return {**schema, "anyOf": [*rest, {"type": "null"}]}
    notes: Json = {key: schema[key] for key in ("title", "description", "default") if key in schema}
    return {**notes, "anyOf": [{key: one for key, one in schema.items() if key not in notes}, {"type": "null"}]}


def _relax(schema: Any) -> None:
    """Take out of a whole schema, in place, what holds for a complete scenario but not for every file."""
    if isinstance(schema, list):
        for one in schema:
            _relax(one)
    if not isinstance(schema, dict):
        return
    schema.pop("required", None)
    schema.pop("discriminator", None)
    if "oneOf" in schema:
        schema["anyOf"] = schema.pop("oneOf")
    for ours, theirs in _BOUNDS.items():
        if isinstance(schema.get(ours), int | float):
            schema[theirs] = schema.pop(ours)
    for one in list(schema.values()):
        _relax(one)
    if schema.get("type") == "object":
        schema["patternProperties"] = _DOTTED
        if isinstance(schema.get("additionalProperties"), dict):
            schema["additionalProperties"] = _or_null(schema["additionalProperties"])
