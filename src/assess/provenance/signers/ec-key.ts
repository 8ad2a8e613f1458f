import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { provenanceErrors } from "../errors.ts";

/** The curves that model signatures may use, each with the hash that goes with it. */
const hashOfCurve: Readonly<Record<string, string>> = {
  prime256v1: "sha256",
  secp384r1: "sha384",
  secp521r1: "sha512",
};

/** The hash that belongs to an EC key, or undefined where the format does not allow such a key. */
export function hashOfKey(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType !== "ec") return undefined;
  return hashOfCurve[key.asymmetricKeyDetails?.namedCurve ?? ""];
}

/** SHA-256 of the key's PEM as OpenSSL writes it, hex: what a bundle carries as its hint. */
export function keyHint(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "pem" }))
    .digest("hex");
}

/**
 * A public key to verify with.
 *
 * @throws PROVENANCE_KEY_UNUSABLE
 */
export function readVerifyingKey(pem: string, file: string): KeyObject {
  return checked(() => createPublicKey(pem), file);
}

/**
 * A private key to sign with.
 *
 * @param passphrase for a key that is encrypted
 * @throws PROVENANCE_KEY_UNUSABLE
 */
export function readSigningKey(pem: string, file: string, passphrase?: string): KeyObject {
  return checked(
    () => createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) }),
    file,
  );
}

function checked(read: () => KeyObject, file: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    throw provenanceErrors.keyUnusable("The file holds no key that can be read.", { file }, { cause });
  }
  if (hashOfKey(key) === undefined)
    throw provenanceErrors.keyUnusable(
      "Signatures of models use ECDSA on P-256, P-384 or P-521; this is another key.",
      { file },
    );
  return key;
}
