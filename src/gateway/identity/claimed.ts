import type { JsonValue } from "../../contracts/index.ts";
import type { WireHeaders } from "./credential.ts";

const MAX_LENGTH = 256;

/** A name somebody else chose: of bounded length and of characters that can be shown, or none. */
export function usableName(value: JsonValue | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  const name = value.trim();
  if (name === "" || name.length > MAX_LENGTH) return undefined;
  // Control and format characters, and lone surrogates: a name that looks like another one.
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name) ? undefined : name;
}

/** The first usable name among some headers. */
export function fromHeaders(headers: WireHeaders, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = usableName(Object.hasOwn(headers, name) ? headers[name] : undefined);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The first usable name at some JSON pointers (RFC 6901) of a body. */
export function fromBody(body: JsonValue, pointers: readonly string[]): string | undefined {
  for (const pointer of pointers) {
    const value = usableName(at(body, pointer));
    if (value !== undefined) return value;
  }
  return undefined;
}

function at(body: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = body;
  for (const step of pointer.slice(1).split("/")) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return undefined;
    // Safe: an object or a list that has this member as its own.
    value = (value as Readonly<Record<string, JsonValue | undefined>>)[name];
  }
  return value;
}
