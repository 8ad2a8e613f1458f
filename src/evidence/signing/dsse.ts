import { sign, verify, type KeyObject } from "node:crypto";
import type { JsonValue } from "../../contracts/index.ts";
import { canonicalJson } from "../../formats/index.ts";
import { keyFingerprint, type SigningKey } from "./key.ts";

/** Dead Simple Signing Envelope, version 1 (secure-systems-lab/dsse). */
export interface Envelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export const inTotoType = "application/vnd.in-toto+json";

/** DSSE's pre-authentication encoding: what is signed commits to the type as well as to the payload. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** An envelope around the canonical JSON of a statement. */
export function signEnvelope(statement: JsonValue, key: SigningKey): Envelope {
  const payload = Buffer.from(canonicalJson(statement));
  const signature = sign(null, preAuthEncoding(inTotoType, payload), key.privateKey);
  return {
    payloadType: inTotoType,
    payload: payload.toString("base64"),
    signatures: [{ keyid: key.fingerprint, sig: signature.toString("base64") }],
  };
}

/**
 * The payload of an envelope that this key signed, or undefined. Exactly one signature is allowed, its
 * key id must be the key's fingerprint, and base64 must be in its one proper form, so that no byte of the
 * envelope can change unseen.
 */
export function openEnvelope(envelope: Envelope, publicKey: KeyObject): Buffer | undefined {
  const [signature, ...more] = envelope.signatures;
  if (signature === undefined || more.length > 0 || envelope.payloadType !== inTotoType) return undefined;
  const payload = Buffer.from(envelope.payload, "base64");
  const sig = Buffer.from(signature.sig, "base64");
  const proper =
    payload.toString("base64") === envelope.payload &&
    sig.toString("base64") === signature.sig &&
    signature.keyid === keyFingerprint(publicKey);
  return proper && verify(null, preAuthEncoding(envelope.payloadType, payload), publicKey, sig)
    ? payload
    : undefined;
}
