import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { JsonValue } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { formatsErrors } from "../errors.ts";
import { visibleText } from "../visible-text/visible-text.ts";
import type { Path, YamlLimits } from "./limits.ts";

export interface PlainDocument {
  readonly value: JsonValue;
  /** How many values it stands for, and how many aliases it has. */
  readonly size: number;
  readonly aliases: number;
  /** Offset of the value at a path (or of its key), or of the nearest part that exists. */
  offset(path: Path, of: "value" | "key"): number;
}

interface Plain {
  readonly value: JsonValue;
  /** How many values this stands for, aliases written out. */
  readonly size: number;
  readonly depth: number;
}

/**
 * Turns a composed document into plain JSON data in one walk, in document order, so that an alias
 * always means the newest anchor before it. An aliased value is converted once and shared; its size
 * still counts every time, which is what stops an alias bomb.
 */
export function plainValue(
  document: Document.Parsed,
  limits: YamlLimits,
  at: (offset: number) => Place,
): PlainDocument {
  const walk = new Walk(limits, at);
  const root = walk.convert(document.contents);
  return {
    value: root.value,
    size: root.size,
    aliases: walk.aliased.size,
    offset: (path, of) => offsetOf(document.contents, path, of, walk.aliased),
  };
}

class Walk {
  /** What each alias stands for, for finding places later. */
  readonly aliased = new Map<Node, Node>();
  readonly #anchors = new Map<string, { readonly node: Node; readonly plain: Plain }>();
  readonly #limits: YamlLimits;
  readonly #at: (offset: number) => Place;
  #aliases = 0;
  #depth = 0;

  constructor(limits: YamlLimits, at: (offset: number) => Place) {
    this.#limits = limits;
    this.#at = at;
  }

  convert(node: Node | null): Plain {
    if (node === null) return { value: null, size: 1, depth: 0 };
    if (isAlias(node)) return this.#alias(node, node.source);
    this.#depth += 1;
    const plain = this.#own(node);
    this.#depth -= 1;
    if (plain.size > this.#limits.maxValues) {
      const message = `The document holds more than ${this.#limits.maxValues} values, aliases counted.`;
      throw formatsErrors.tooManyValues(message, this.#place(node));
    }
    if (this.#depth + plain.depth > this.#limits.maxDepth) {
      const message = `The document is nested deeper than ${this.#limits.maxDepth} levels.`;
      throw formatsErrors.tooDeep(message, this.#place(node));
    }
    if ("anchor" in node && typeof node.anchor === "string") this.#anchors.set(node.anchor, { node, plain });
    return plain;
  }

  #own(node: Node): Plain {
    if (isScalar(node)) return { value: this.#scalar(node, node.value), size: 1, depth: 0 };
    if (isSeq(node)) {
      const items = node.items.map((item) => this.convert(asNode(item)));
      return { value: items.map((item) => item.value), ...measure(items) };
    }
    if (isMap(node)) return this.#map(node);
    throw formatsErrors.yamlNotPlain("The value has no plain form.", this.#place(node));
  }

  #map(node: YAMLMap): Plain {
    const value: Record<string, JsonValue> = {};
    const members: Plain[] = [];
    for (const pair of node.items) {
      const name = this.#key(pair, node);
      if (Object.hasOwn(value, name)) {
        const message = `The key \`${shown(name)}\` is there twice.`;
        throw formatsErrors.yamlDuplicateKey(message, this.#place(asNode(pair.key) ?? node));
      }
      const member = this.convert(asNode(pair.value));
      value[name] = member.value;
      members.push(member);
    }
    return { value, ...measure(members) };
  }

  #key(pair: Pair, map: YAMLMap): string {
    const key = asNode(pair.key);
    const place = this.#place(key ?? map);
    if (key === null || !isScalar(key) || typeof key.value === "object")
      throw formatsErrors.yamlNotPlain(
        "A key must be a plain word, not a list, mapping, alias or null.",
        place,
      );
    // Numbers and booleans as keys keep the spelling of the file: `1.0:` and `1:` are two keys.
    const name = spelling(key);
    if (name === "__proto__")
      throw formatsErrors.forbiddenKey("`__proto__` must not be used as a key.", place);
    return name;
  }

  #scalar(node: Node, value: unknown): JsonValue {
    if (value === null || typeof value === "boolean") return value;
    if (typeof value === "string") {
      if (!value.isWellFormed())
        throw formatsErrors.yamlNotPlain(
          "The text holds half a character (a lone surrogate).",
          this.#place(node),
        );
      return value;
    }
    if (typeof value === "number") {
      if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
      const message = "The number cannot be held exactly.";
      throw formatsErrors.yamlNotPlain(message, this.#place(node));
    }
    throw formatsErrors.yamlNotPlain("The value has no plain JSON form.", this.#place(node));
  }

  #alias(node: Node, name: string): Plain {
    this.#aliases += 1;
    if (this.#aliases > this.#limits.maxAliases) {
      const message = `The document has more than ${this.#limits.maxAliases} aliases.`;
      throw formatsErrors.yamlAlias(message, this.#place(node));
    }
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const message = `The alias \`*${shown(name)}\` has no complete anchor before it.`;
      throw formatsErrors.yamlAlias(message, this.#place(node));
    }
    this.aliased.set(node, target.node);
    return target.plain;
  }

  #place(node: Node): Place {
    return this.#at(node.range?.[0] ?? 0);
  }
}

function measure(parts: readonly Plain[]): { size: number; depth: number } {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth + 1);
  }
  return { size, depth };
}

function offsetOf(
  root: Node | null,
  path: Path,
  of: "value" | "key",
  aliased: ReadonlyMap<Node, Node>,
): number {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    const held: Node | null = node === null ? null : (aliased.get(node) ?? node);
    if (isSeq(held) && typeof part === "number") {
      node = asNode(held.items[part]);
    } else if (isMap(held)) {
      const pair = held.items.find((item) => keyName(item) === String(part));
      if (pair === undefined) return offset;
      const last = index === path.length - 1;
      const key = asNode(pair.key);
      node = asNode(pair.value);
      if ((last && of === "key") || node?.range == null) return key?.range?.[0] ?? offset;
    } else {
      return offset;
    }
    offset = node?.range?.[0] ?? offset;
  }
  return offset;
}

function keyName(pair: Pair): string | undefined {
  const key = asNode(pair.key);
  if (key === null || !isScalar(key)) return undefined;
  return spelling(key);
}

const spelling = (key: Scalar): string =>
  typeof key.value === "string" ? key.value : (key.source ?? JSON.stringify(key.value));

// Safe: in a parsed document keys, values and items are nodes or null.
const asNode = (value: unknown): Node | null => (value ?? null) as Node | null;

const shown = (name: string): string => visibleText(name.slice(0, 80));
