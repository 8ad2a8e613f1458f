export interface Challenge {
  readonly scheme: string;
  readonly values: Readonly<Record<string, string>>;
}

/** `Bearer realm="https://…",service="…"` (RFC 9110, 11.6.1), as registries send it: one scheme, quoted values. */
export function readChallenge(header: string): Challenge | undefined {
  const space = header.indexOf(" ");
  if (space === -1 || header.length > 4096) return undefined;
  const values: Record<string, string> = {};
  for (const [, name = "", value = ""] of header.slice(space + 1).matchAll(/([a-z]{1,20})="([^"]*)"/g))
    values[name] = value;
  return { scheme: header.slice(0, space).toLowerCase(), values };
}
