import type { JsonValue } from "../../contracts/index.ts";

/** Appends a name or an index to a JSON pointer (RFC 6901). */
export function pointerTo(base: string, token: string | number): string {
  if (typeof token === "number" || !/[~/]/.test(token)) return `${base}/${token}`;
  return `${base}/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function tokensOf(pointer: string): string[] {
  const tokens = pointer.split("/");
  tokens.shift();
  return pointer.includes("~")
    ? tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    : tokens;
}

/** An object or array that may be changed: bodies are parsed by us and have no other owner. */
type Holder = Record<string, JsonValue>;

function holderOf(root: JsonValue, tokens: readonly string[]): Holder | undefined {
  let held: JsonValue | undefined = root;
  for (let i = 0; i < tokens.length - 1; i++) {
    // Safe: only own properties are read, and an array's indices are own properties too.
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, tokens[i] as string))
      return undefined;
    held = (held as Holder)[tokens[i] as string];
  }
  const last = tokens.at(-1);
  if (typeof held !== "object" || held === null || last === undefined) return undefined;
  if (Array.isArray(held) && last === "length") return undefined;
  return Object.hasOwn(held, last) ? (held as Holder) : undefined;
}

/** The value a pointer names; undefined when there is none. Never follows the prototype. */
export function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  if (pointer === "") return root;
  const tokens = tokensOf(pointer);
  return holderOf(root, tokens)?.[tokens.at(-1) ?? ""];
}

/** Replaces an existing value inside `root`; false when the pointer names none. */
export function setAt(root: JsonValue, pointer: string, value: JsonValue): boolean {
  const tokens = tokensOf(pointer);
  const holder = holderOf(root, tokens);
  const last = tokens.at(-1);
  if (holder === undefined || last === undefined) return false;
  Object.defineProperty(holder, last, { value, writable: true, enumerable: true, configurable: true });
  return true;
}

/** Takes a member out of an object, or sets an array's element to null; does nothing when there is none. */
export function removeAt(root: JsonValue, pointer: string): void {
  const tokens = tokensOf(pointer);
  const holder = holderOf(root, tokens);
  const last = tokens.at(-1);
  if (holder === undefined || last === undefined) return;
  if (Array.isArray(holder)) setAt(root, pointer, null);
  else Reflect.deleteProperty(holder, last);
}
