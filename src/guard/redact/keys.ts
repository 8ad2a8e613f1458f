import { hkdfSync } from "node:crypto";
import type { SecretReader } from "../../contracts/index.ts";
import { guardErrors } from "../errors.ts";
import type { Policy } from "../document/policy.ts";

/** The keys of a policy, 32 bytes each, derived from its secrets (HKDF-SHA-256, RFC 5869), one for each use. */
export interface PolicyKeys {
  readonly hash?: Uint8Array;
  readonly vault?: Uint8Array;
  readonly content?: Uint8Array;
}

const leastLength = 32;

/**
 * Reads the secrets a policy names.
 *
 * @throws GUARD_KEY_WEAK, and what the reader throws
 */
export async function readPolicyKeys(
  policy: Pick<Policy, "keys">,
  secrets: SecretReader,
): Promise<PolicyKeys> {
  const keys: { hash?: Uint8Array; vault?: Uint8Array; content?: Uint8Array } = {};
  for (const use of ["hash", "vault", "content"] as const) {
    const reference = policy.keys[use];
    if (reference === undefined) continue;
    const secret = await secrets(reference);
    if (secret.length < leastLength)
      throw guardErrors.keyWeak(`The secret of \`keys.${use}\` has ${secret.length} characters.`, {
        at: reference,
      });
    keys[use] = new Uint8Array(hkdfSync("sha256", secret, "bartizan policy key", use, 32));
  }
  return keys;
}
