import type { JsonValue } from "../../contracts/index.ts";

/**
 * JSON Canonicalization Scheme (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers and
 * strings as ECMAScript writes them. `undefined` members are left out. Two equal values give equal bytes.
 *
 * @throws TypeError on a value JSON cannot hold (NaN, infinity, a lone surrogate).
 * @example canonicalJson({ b: 1, a: [true] }) // '{"a":[true],"b":1}'
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold the number ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("JSON text must not hold a lone surrogate");
    return JSON.stringify(value);
  }
  let text = "";
  if (isArray(value)) {
    for (const item of value) text += `${text === "" ? "" : ","}${canonicalJson(item)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined)
      text += `${text === "" ? "" : ","}${canonicalJson(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

// `Array.isArray` does not narrow readonly arrays out of the union.
const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
