import { FormatFault } from "../fault/format-fault.ts";
import type { PythonLiteral } from "./python-literal.ts";

/** How an element of an array is laid out. */
export interface ArrayType {
  /** In bytes. */
  readonly itemSize: number;
  /** It holds Python objects somewhere: the array is a pickle. */
  readonly objects: boolean;
  /** As numpy writes it, fields in brackets: `<f4`, `{x:<i4, y:|O}`. */
  readonly name: string;
}

const longestName = 300;
const simple = /^[<>|=]?([biufcOSUVMma?])(\d{0,9})(\[[0-9A-Za-z/μ]{1,20}\])?$/u;
const sizes: Readonly<Record<string, readonly number[]>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8, 12, 16],
  c: [8, 16, 24, 32],
  M: [8],
  m: [8],
  O: [4, 8],
};

/**
 * Reads a `descr`: a type string, a list of fields, or a type with a shape.
 *
 * @throws FormatFault for what numpy would not write
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function arrayTypeOf(descr: PythonLiteral, at: number): ArrayType {
  if (descr.kind === "text") return simpleType(descr.text, at);
  if (descr.kind === "list") return record(descr.items, at);
  const [base, shape] = descr.kind === "tuple" && descr.items.length === 2 ? descr.items : [];
  if (base === undefined || shape === undefined) throw wrong(`a type given as a ${descr.kind}`, at);
  return repeated(arrayTypeOf(base, at), shapeOf(shape, at), at);
}

/** A tuple of sizes. @throws FormatFault */
export function shapeOf(literal: PythonLiteral, at: number): readonly number[] {
  const items = literal.kind === "tuple" || literal.kind === "list" ? literal.items : [literal];
  return items.map((item) => {
    if (item.kind !== "number" || typeof item.value === "bigint" || item.value < 0)
      throw wrong("a size in a shape that is none", at);
    return item.value;
  });
}

/** How many elements a shape has. @throws FormatFault beyond 2^53. */
export function elementsIn(shape: readonly number[], at: number): number {
  // A zero anywhere makes it empty, also where the others would overflow.
  if (shape.includes(0)) return 0;
  return shape.reduce((product, size) => checked(product * size, at), 1);
}

export function checked(value: number, at: number): number {
  if (!Number.isSafeInteger(value)) throw wrong("more bytes than there can be", at);
  return value;
}

function simpleType(text: string, at: number): ArrayType {
  const [, kind = "", digits = ""] = simple.exec(text.slice(0, 64)) ?? [];
  if (kind === "" || text.length > 64) throw wrong("a type that is not read here", at, "unsupported");
  if (kind === "O") return { itemSize: 8, objects: true, name: text };
  if (kind === "?") return { itemSize: 1, objects: false, name: text };
  const size = Number(digits);
  const allowed = sizes[kind];
  if (allowed !== undefined && !allowed.includes(size))
    throw wrong("a type of an impossible size", at, "unsupported");
  return { itemSize: kind === "U" ? size * 4 : size, objects: false, name: text };
}

function record(fields: readonly PythonLiteral[], at: number): ArrayType {
  let itemSize = 0;
  let objects = false;
  const names: string[] = [];
  for (const field of fields) {
    const [name, descr, shape] = field.kind === "tuple" ? field.items : [];
    if (name === undefined || descr === undefined) throw wrong("a field that is none", at);
    const one = arrayTypeOf(descr, at);
    const type = shape === undefined ? one : repeated(one, shapeOf(shape, at), at);
    itemSize = checked(itemSize + type.itemSize, at);
    objects ||= type.objects;
    if (names.length < 20) names.push(`${fieldName(name, at)}:${type.name}`);
  }
  return { itemSize, objects, name: `{${names.join(", ")}}`.slice(0, longestName) };
}

function fieldName(name: PythonLiteral, at: number): string {
  if (name.kind === "text") return name.text;
  const [, plain] = name.kind === "tuple" ? name.items : [];
  if (plain?.kind !== "text") throw wrong("the name of a field", at);
  return plain.text;
}

function repeated(type: ArrayType, shape: readonly number[], at: number): ArrayType {
  return {
    itemSize: checked(type.itemSize * elementsIn(shape, at), at),
    objects: type.objects,
    name: `${type.name}[${shape.join(",")}]`.slice(0, longestName),
  };
}

function wrong(what: string, at: number, kind: "malformed" | "unsupported" = "malformed"): FormatFault {
  return new FormatFault(kind, `${what} in the header of an array`, at);
}
