/** `__Host-` binds the cookie to this origin, which browsers allow only with `Secure`. */
const nameOf = (secure: boolean): string => (secure ? "__Host-bartizan" : "bartizan");

export function readSessionCookie(header: string | null, secure: boolean): string | undefined {
  if (header === null || header.length > 8_192) return undefined;
  const name = nameOf(secure);
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** An empty value ends the cookie. */
export function sessionCookie(value: string, secure: boolean, maxAgeSeconds: number): string {
  const parts = [
    `${nameOf(secure)}=${value}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Strict",
    `Max-Age=${maxAgeSeconds}`,
  ];
  return (secure ? [...parts, "Secure"] : parts).join("; ");
}
