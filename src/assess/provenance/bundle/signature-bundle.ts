import type { JsonValue } from "../../../contracts/index.ts";
import { parseJson } from "../../../formats/index.ts";
import { provenanceErrors } from "../errors.ts";
import { member, memberOf, textOf } from "../json-member.ts";

export const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
export const inTotoPayload = "application/vnd.in-toto+json";

/** By what the signature is to be checked: nothing here is trusted until it was. */
export type Material =
  | { readonly kind: "key"; readonly hint: string | undefined }
  | { readonly kind: "chain"; readonly certificates: readonly Buffer[] }
  | { readonly kind: "sigstore" };

/** A Sigstore bundle around a DSSE envelope, as model signatures use it. */
export interface SignatureBundle {
  readonly mediaType: string;
  readonly material: Material;
  readonly payloadType: string;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** The document itself, for the library that checks Sigstore's logs. */
  readonly json: JsonValue;
}

const largest = 256 * 1024 * 1024;

/**
 * Reads a detached signature (`model.sig`): Sigstore bundle v0.1 to v0.3 with exactly one DSSE signature.
 * A bundle with transparency log entries, or with one bare certificate, is Sigstore's; one with a certificate
 * chain and no log entry is that of a private authority.
 *
 * @throws PROVENANCE_SIGNATURE_MALFORMED, FORMATS_*
 */
export function readSignatureBundle(bytes: Uint8Array, file: string): SignatureBundle {
  const json = parseJson(bytes, { file, limits: { maxLength: largest, maxDepth: 64 } });
  const wrong = (what: string): Error => provenanceErrors.signatureMalformed(what, { file });
  const mediaType = textOf(member(json, "mediaType"));
  if (mediaType === undefined || !mediaType.startsWith("application/vnd.dev.sigstore.bundle"))
    throw wrong("It does not say that it is a Sigstore bundle.");
  const envelope = memberOf(json, "dsseEnvelope");
  if (envelope === undefined) throw wrong("It holds no DSSE envelope.");
  const signatures = member(envelope, "signatures");
  if (!Array.isArray(signatures) || signatures.length !== 1)
    throw wrong("A signature of a model holds exactly one DSSE signature.");
  const payloadType = textOf(member(envelope, "payloadType")) ?? "";
  if (payloadType !== inTotoPayload) throw wrong("What is signed is no in-toto statement.");
  return {
    mediaType,
    material: materialOf(memberOf(json, "verificationMaterial"), wrong),
    payloadType,
    payload: base64(member(envelope, "payload"), "payload", wrong),
    signature: base64(member(signatures[0], "sig"), "signature", wrong),
    json,
  };
}

function materialOf(material: JsonValue | undefined, wrong: (what: string) => Error): Material {
  const entries = member(material, "tlogEntries");
  const logged = Array.isArray(entries) && entries.length > 0;
  const chain = memberOf(material, "x509CertificateChain");
  if (memberOf(material, "certificate") !== undefined || (chain !== undefined && logged))
    return { kind: "sigstore" };
  if (chain !== undefined) {
    const list = member(chain, "certificates");
    if (!Array.isArray(list) || list.length === 0 || list.length > 16)
      throw wrong("Its certificate chain is empty or too long.");
    return {
      kind: "chain",
      certificates: list.map((item: JsonValue) => base64(member(item, "rawBytes"), "certificate", wrong)),
    };
  }
  const key = memberOf(material, "publicKey");
  if (key === undefined) throw wrong("It names neither key nor certificate.");
  const hint = textOf(member(key, "hint"));
  return { kind: "key", hint: hint === "" ? undefined : hint };
}

function base64(value: JsonValue | undefined, what: string, wrong: (what: string) => Error): Buffer {
  const text = textOf(value);
  if (text === undefined || text === "") throw wrong(`Its ${what} is missing.`);
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw wrong(`Its ${what} is no proper base64.`);
  return bytes;
}
