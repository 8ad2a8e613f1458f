import { createPublicKey, sign, type KeyObject, type X509Certificate } from "node:crypto";
import { preAuthEncoding } from "../bundle/pre-auth-encoding.ts";
import { bundleMediaType, inTotoPayload } from "../bundle/signature-bundle.ts";
import { provenanceErrors } from "../errors.ts";
import { hashOfKey, keyHint } from "./ec-key.ts";

/** With what a statement is signed. */
export interface StatementSigner {
  readonly key: KeyObject;
  /** The certificate of the key first, then those above it. */
  readonly chain?: readonly X509Certificate[];
}

/**
 * An in-toto statement in a DSSE envelope in a Sigstore bundle, signed with a local key.
 *
 * @throws PROVENANCE_KEY_UNUSABLE, PROVENANCE_CERTIFICATE_UNUSABLE
 */
export function signStatement(statement: unknown, { key, chain }: StatementSigner): string {
  const payload = Buffer.from(JSON.stringify(statement));
  const hash = hashOfKey(key);
  if (hash === undefined)
    throw provenanceErrors.keyUnusable("It is no ECDSA key on a curve that is allowed.");
  const signature = sign(hash, preAuthEncoding(inTotoPayload, payload), key);
  return `${JSON.stringify({
    mediaType: bundleMediaType,
    verificationMaterial: { ...materialOf(key, chain), tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: inTotoPayload,
      signatures: [{ sig: signature.toString("base64"), keyid: "" }],
    },
  })}\n`;
}

function materialOf(key: KeyObject, chain: readonly X509Certificate[] | undefined): Record<string, unknown> {
  const publicKey = createPublicKey(key);
  if (chain === undefined) return { publicKey: { hint: keyHint(publicKey) } };
  if (chain[0] === undefined || keyHint(chain[0].publicKey) !== keyHint(publicKey))
    throw provenanceErrors.certificateUnusable("The first certificate does not belong to the key.");
  return {
    x509CertificateChain: { certificates: chain.map(({ raw }) => ({ rawBytes: raw.toString("base64") })) },
  };
}
