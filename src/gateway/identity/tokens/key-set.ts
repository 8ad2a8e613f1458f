import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import { parseJson } from "../../../formats/index.ts";
import { identityErrors } from "../errors.ts";

const MAX_KEYS = 200;
/** Kinds of keys with a public half; `oct` is a shared secret. */
const publicKinds: readonly unknown[] = ["RSA", "EC", "OKP"];

/**
 * Reads a JWK set from bytes nobody vouches for. Keys that are not public signature keys are left out.
 *
 * @throws IDENTITY_BAD_KEY_SET
 */
export function keySet(bytes: Uint8Array, at: string): JWTVerifyGetKey {
  const wrong = (message: string, cause?: unknown): Error =>
    identityErrors.badKeySet(message, { at }, cause === undefined ? {} : { cause });
  let document: unknown;
  try {
    document = parseJson(bytes, { limits: { maxDepth: 8 } });
  } catch (cause) {
    throw wrong("The key set is not JSON.", cause);
  }
  const keys: unknown = isObject(document) ? document["keys"] : undefined;
  if (!Array.isArray(keys)) throw wrong("The key set has no list `keys`.");
  const usable = keys.slice(0, MAX_KEYS).filter(isPublicKey);
  if (usable.length === 0) throw wrong("The key set has no public RSA, EC or OKP key.");
  // What else is wrong with a key shows when it is used, and refuses the token.
  return createLocalJWKSet({ keys: usable });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isPublicKey(key: unknown): boolean {
  if (!isObject(key) || !publicKinds.includes(key["kty"]) || "d" in key || "k" in key) return false;
  return key["use"] === undefined || key["use"] === "sig";
}
