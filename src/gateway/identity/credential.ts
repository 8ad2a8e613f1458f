/** Names in lower case; of a repeated header the values are joined by `, `. */
export type WireHeaders = Readonly<Record<string, string | undefined>>;

export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "secret"; readonly text: string }
  /** Two that differ, or a form that is not ours: never taken for none. */
  | { readonly kind: "unreadable" };

const MAX_LENGTH = 16_384;

/**
 * The credential of a request: a bearer token (RFC 6750) or a key header. Two that differ are refused:
 * whoever reads the other one would see another caller.
 */
export function credentialOf(headers: WireHeaders, names: readonly string[]): Credential {
  let found: string | undefined;
  for (const name of names) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value === undefined) continue;
    const text = name === "authorization" ? bearer(value) : value.trim();
    if (text === undefined || text === "" || text.length > MAX_LENGTH || (found ?? text) !== text)
      return { kind: "unreadable" };
    found = text;
  }
  return found === undefined ? { kind: "none" } : { kind: "secret", text: found };
}

function bearer(value: string): string | undefined {
  if (value.slice(0, 7).toLowerCase() !== "bearer ") return undefined;
  const text = value.slice(7).trim();
  return text.includes(" ") || text.includes(",") ? undefined : text;
}
