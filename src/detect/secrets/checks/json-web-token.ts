/** Whether the first part of a token is a JSON object that names an algorithm (RFC 7515, section 4.1.1). */
export function isJsonWebToken(token: string): boolean {
  const header = decodeJson(token.slice(0, Math.max(0, token.indexOf("."))).slice(0, 2048));
  return typeof header === "object" && header !== null && "alg" in header && typeof header.alg === "string";
}

function decodeJson(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
