/**
 * Generates the types of the Python client from the schemas of the protocol: a dataclass for each message of the
 * service, and a TypedDict for every object within messages, requests and responses.
 *
 * @module
 */
import { z } from "zod";
import {
  CharacterControl,
  Control,
  EmotionControl,
  PartialControl,
  SessionPerson,
} from "../../../src/contract/controls.ts";
import { Background } from "../../../src/contract/persona/background.ts";
import { LookDesign } from "../../../src/contract/persona/look_design.ts";
import {
  CapabilitiesByKind,
  CapabilitiesView,
  CreateSession,
  PersonaList,
  SessionCreated,
  SessionView,
  Transcript,
  TranscriptTurn,
} from "../../../src/contract/protocol/http.ts";
import {
  Components,
  Resumed,
  ServerMessage,
  TurnMetrics,
  VideoRequest,
} from "../../../src/contract/protocol/messages.ts";
import { messagesOf } from "../../../src/api/descriptions/schema_fields.ts";
import { type JsonSchema, jsonSchemaOf } from "../../../src/core/validation.ts";

/** Names of objects that occur in several places; the others are named after where they occur. */
const NAMED: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ["EmotionControl", EmotionControl],
  ["PartialEmotion", EmotionControl.partial()],
  ["CharacterControl", CharacterControl],
  ["PartialCharacter", CharacterControl.partial()],
  ["Control", Control],
  ["PartialControl", PartialControl],
  ["Components", Components],
  ["Resumed", Resumed],
  ["TurnMetrics", TurnMetrics],
  ["VideoRequest", VideoRequest],
  ["SessionPerson", SessionPerson],
  ["VideoGranted", SessionCreated.shape.video.unwrap()],
  ["Background", Background],
  ["LookDesign", LookDesign],
  ["Capabilities", CapabilitiesView],
  ["CapabilitiesByKind", CapabilitiesByKind],
  ["TranscriptTurn", TranscriptTurn],
];

/** Requests and responses that the client has types for. */
const HTTP: readonly (readonly [name: string, schema: JsonSchema])[] = [
  ["CreateSession", jsonSchemaOf(CreateSession)],
  ["SessionCreated", outputOf(SessionCreated)],
  ["SessionView", outputOf(SessionView)],
  ["PersonaList", outputOf(PersonaList)],
  ["Transcript", outputOf(Transcript)],
];

/** Names in Python that differ from the message's type. */
const CLASS_NAMES: Readonly<Record<string, string>> = { error: "ErrorEvent" };

/** What the bytes of a media message can do beside. */
const BASES: Readonly<Record<string, string>> = { audio_chunk: "Sound", video_frame: "Picture" };

const HEAD = `"""The messages of the service, and what requests and responses contain.

Made from the schemas of the protocol by \`deno task schema\`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal, TypedDict, Union

from ._media import Picture, Sound

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired
`;

/** The module \`events.py\`. */
export function pythonTypes(): string {
  const writer = new TypeWriter();
  const messages = messagesOf(outputOf(ServerMessage));
  const classes = messages.map(({ type, schema }) => writer.dataclass(type, schema));
  for (const [name, schema] of HTTP) writer.define(name, schema);
  const names = messages.map(({ type }) => className(type));
  return [
    HEAD,
    ...writer.typedDicts,
    ...classes,
    `Message = Union[\n${names.map((name) => `    ${name},`).join("\n")}\n]\n"""Every message of the service."""`,
    `MESSAGES: dict[str, type[Message]] = {\n${
      messages.map(({ type }) => `    "${type}": ${className(type)},`).join("\n")
    }\n}\n"""The class of each type of message."""\n`,
  ].join("\n\n");
}

/** Writes types, and collects those of nested objects. */
class TypeWriter {
  readonly #names = new Map<string, string>(
    NAMED.flatMap(([name, schema]) => [jsonSchemaOf(schema), outputOf(schema)].map((json) => [keyOf(json), name])),
  );
  readonly #written = new Set<string>();
  /** The TypedDicts so far, each behind those that it uses. */
  readonly typedDicts: string[] = [];

  /** The dataclass of a message. */
  dataclass(type: string, schema: JsonSchema): string {
    const base = BASES[type] === undefined ? "" : `(${BASES[type]})`;
    const fields = Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
      if (typeof node !== "object") return [];
      const hint = name === "data" ? "bytes" : this.hint(node, className(type) + pascalCase(name));
      if (name === "type") return [field(name, `${hint} = "${type}"`, "")];
      if (schema.required?.includes(name)) return [field(name, hint, node.description)];
      return [field(name, `${hint} | None = None`, node.description)];
    });
    const doc = `    """\`${type}\`${schema.description === undefined ? "" : `: ${schema.description}`}"""\n`;
    return `@dataclass(frozen=True, kw_only=True)\nclass ${className(type)}${base}:\n${doc}\n${fields.join("")}`;
  }

  /** Writes the TypedDict of an object under this name, once. */
  define(name: string, schema: JsonSchema): string {
    if (this.#written.has(name)) return name;
    this.#written.add(name);
    const fields = Object.entries(schema.properties ?? {}).flatMap(([key, node]) => {
      if (typeof node !== "object") return [];
      const hint = this.hint(node, name + pascalCase(key));
      return [field(key, schema.required?.includes(key) ? hint : `NotRequired[${hint}]`, node.description)];
    });
    this.typedDicts.push(`class ${name}(TypedDict):\n${fields.join("") || "    pass\n"}`);
    return name;
  }

  /** The type hint of a value. */
  hint(node: JsonSchema, name: string): string {
    if (node.const === true) return "Literal[True]";
    if (node.const !== undefined) return `Literal[${JSON.stringify(node.const)}]`;
    if (node.enum !== undefined) return `Literal[${node.enum.map((value) => JSON.stringify(value)).join(", ")}]`;
    const options = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter((option) => typeof option === "object");
    if (options.length > 0) {
      const hints = options.map((option, i) => this.hint(option, options.length > 2 ? `${name}${i + 1}` : name));
      return [...new Set(hints)].join(" | ");
    }
    if (Array.isArray(node.type)) return node.type.map((type) => SCALARS[type] ?? "object").join(" | ");
    if (node.type === "array") return `list[${this.#contents(node.items, name)}]`;
    if (node.type !== "object") return SCALARS[node.type ?? ""] ?? "object";
    if (node.properties !== undefined && typeof node.additionalProperties !== "object") {
      return this.define(this.#names.get(keyOf(node)) ?? name, node);
    }
    return `dict[str, ${this.#contents(node.additionalProperties, name)}]`;
  }

  #contents(node: JsonSchema["items"] | JsonSchema["additionalProperties"], name: string): string {
    return typeof node !== "object" || Array.isArray(node) ? "object" : this.hint(node, name);
  }
}

const SCALARS: Readonly<Record<string, string>> = {
  string: "str",
  number: "float",
  integer: "int",
  boolean: "bool",
  null: "None",
};

function outputOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
}

/** What makes two objects the same type. */
function keyOf({ properties, required }: JsonSchema): string {
  return JSON.stringify([Object.keys(properties ?? {}), [...required ?? []].sort()]);
}

function field(name: string, hint: string, description: string | undefined): string {
  const doc = description ? `    """${description.replaceAll("\\", "\\\\")}"""\n` : "";
  return `    ${name}: ${hint}\n${doc}`;
}

function className(type: string): string {
  return CLASS_NAMES[type] ?? pascalCase(type);
}

function pascalCase(name: string): string {
  return name.split("_").map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("");
}
