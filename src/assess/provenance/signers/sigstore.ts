import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { PolicyError, toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { visibleText } from "../../../formats/index.ts";
import { provenanceErrors } from "../errors.ts";
import type { SignatureBundle } from "../bundle/signature-bundle.ts";
import { member } from "../json-member.ts";
import type { JsonValue } from "../../../contracts/index.ts";

export interface ExpectedIdentity {
  /** The subject alternative name of the certificate: an address or the address of a workflow. Exact. */
  readonly identity: string;
  /** The OpenID Connect issuer. Exact. */
  readonly issuer: string;
}

/**
 * Checks a Sigstore signature offline: certificate from Fulcio, its entry in the certificate log, the entry in
 * Rekor, the time of signing, the signature itself, and that the signer is who was expected.
 *
 * @param trustRoot a Sigstore `trusted_root.json`, or a trust configuration that holds one
 * @returns undefined where all of that holds, else a sentence
 * @throws PROVENANCE_TRUST_ROOT_UNUSABLE
 */
export function sigstoreProblem(
  bundle: SignatureBundle,
  expected: ExpectedIdentity,
  trustRoot: JsonValue,
): string | undefined {
  const verifier = new Verifier(trustMaterial(trustRoot));
  try {
    const entity = toSignedEntity(bundleFromJSON(bundle.json));
    verifier.verify(entity, {
      // The library matches a text as a pattern anywhere in the name; a whole name is meant here.
      subjectAlternativeName: new RegExp(`^${RegExp.escape(expected.identity)}$`),
      extensions: { issuer: expected.issuer },
    });
    return undefined;
  } catch (cause) {
    if (cause instanceof PolicyError)
      return `It was not made by ${visibleText(expected.identity)}, proven by ${visibleText(expected.issuer)}.`;
    return `Sigstore's checks failed: ${cause instanceof Error ? cause.message : "unknown"}.`;
  }
}

function trustMaterial(json: JsonValue): ReturnType<typeof toTrustMaterial> {
  try {
    return toTrustMaterial(TrustedRoot.fromJSON(member(json, "trustedRoot") ?? json));
  } catch (cause) {
    throw provenanceErrors.trustRootUnusable("It is no trusted root of Sigstore.", {}, { cause });
  }
}
