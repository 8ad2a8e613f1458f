/** `/systems/$system` and `{system: "a b"}` → `/systems/a%20b`. */
export function withParams(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\$([a-z]+)/g, (whole, name: string) => encodeURIComponent(params[name] ?? whole));
}

/** Drops what is empty, so that addresses stay short. */
export function withoutHoles(search: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    ),
  );
}
