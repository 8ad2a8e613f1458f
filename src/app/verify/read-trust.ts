import { join } from "node:path";
import { readCertificates, readVerifyingKey, type TrustGiven } from "../../assess/provenance/index.ts";
import { parseJson, readBounded, readTextBounded } from "../../formats/index.ts";
import { packsRoot } from "../../knowledge/index.ts";
import { provenanceErrors } from "../../assess/provenance/index.ts";

/** Paths and names that a person gave to check a signer with. */
export interface TrustNamed {
  readonly key?: string;
  readonly roots?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  /** Sigstore `trusted_root.json`; the one that ships where it is absent. */
  readonly trustRoot?: string;
}

const largestPem = 1_000_000;
const largestRoot = 4_000_000;

/**
 * Reads what a signer is checked with.
 *
 * @throws PROVENANCE_IDENTITY_MISSING, PROVENANCE_KEY_UNUSABLE, PROVENANCE_CERTIFICATE_UNUSABLE, FORMATS_*
 */
export async function readTrust(named: TrustNamed, now: Date): Promise<TrustGiven> {
  const { key, roots, identity, issuer, trustRoot } = named;
  if ((identity === undefined) !== (issuer === undefined))
    throw provenanceErrors.identityMissing("One of identity and issuer is missing.");
  const file = trustRoot ?? join(packsRoot(), "trust", "sigstore", "trusted_root.json");
  return {
    trustRoot: parseJson(await readBounded(file, largestRoot), { file }),
    now,
    ...(key === undefined ? {} : { key: readVerifyingKey(await readTextBounded(key, largestPem), key) }),
    ...(roots === undefined
      ? {}
      : {
          roots: (
            await Promise.all(
              roots.map(async (path) => readCertificates(await readTextBounded(path, largestPem), path)),
            )
          ).flat(),
        }),
    ...(identity === undefined || issuer === undefined ? {} : { expected: { identity, issuer } }),
  };
}
