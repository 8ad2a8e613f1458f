import { verify, type KeyObject } from "node:crypto";
import { earlyPreAuthEncoding, preAuthEncoding } from "../bundle/pre-auth-encoding.ts";
import type { SignatureBundle } from "../bundle/signature-bundle.ts";
import { hashOfKey } from "./ec-key.ts";

/** Which of the two encodings this key signed, or undefined where it signed neither. */
export function signedBy(bundle: SignatureBundle, key: KeyObject): "proper" | "early" | undefined {
  const hash = hashOfKey(key);
  if (hash === undefined) return undefined;
  const { payload, payloadType, signature } = bundle;
  if (verify(hash, preAuthEncoding(payloadType, payload), key, signature)) return "proper";
  const early = earlyPreAuthEncoding(payloadType, payload);
  // Version 0.2 used SHA-256 for every curve where it signed with a certificate.
  return [hash, "sha256"].some((name) => verify(name, early, key, signature)) ? "early" : undefined;
}
