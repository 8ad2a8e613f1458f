import { X509Certificate } from "node:crypto";
import { provenanceErrors } from "../errors.ts";
import { certificateUse } from "./der.ts";

export interface TrustedSigner {
  readonly certificate: X509Certificate;
  /** From the signer to the root that was given. */
  readonly chain: readonly X509Certificate[];
}

const longestChain = 8;

/**
 * The certificates of a PEM file.
 *
 * @throws PROVENANCE_CERTIFICATE_UNUSABLE
 */
export function readCertificates(pem: string, file: string): X509Certificate[] {
  const end = "-----END CERTIFICATE-----";
  const blocks = pem
    .split(end)
    .filter((block) => block.includes("-----BEGIN CERTIFICATE-----"))
    .map((block) => block.slice(block.indexOf("-----BEGIN CERTIFICATE-----")) + end);
  if (blocks.length === 0) throw provenanceErrors.certificateUnusable("It holds no certificate.", { file });
  return blocks.map((block) => certificateOf(Buffer.from(block), file));
}

export function certificateOf(bytes: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (cause) {
    throw provenanceErrors.certificateUnusable("A certificate cannot be read.", { file }, { cause });
  }
}

/**
 * Follows a chain from the signing certificate to one of the given roots, at the beginning of the signing
 * certificate's life: the format carries no time that could be trusted, and that is the time at which the
 * reference implementation checks.
 *
 * @returns the chain, or a sentence that says why there is none
 */
export function trustChain(
  certificates: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): TrustedSigner | string {
  const [leaf, ...others] = certificates;
  if (leaf === undefined) return "The signature carries no certificate.";
  const at = leaf.validFromDate;
  const use = certificateUse(leaf.raw);
  if (use.digitalSignature === false || (use.digitalSignature === undefined && !use.codeSigning))
    return "The signing certificate may not be used for signing.";
  const chain = [leaf];
  const trusted = (found: X509Certificate): boolean => roots.some((root) => root.raw.equals(found.raw));
  if (trusted(leaf)) return { certificate: leaf, chain };
  for (let current = leaf; chain.length <= longestChain;) {
    const issuer = [...roots, ...others].find((candidate) =>
      mayHaveIssued(candidate, current, at, chain.length - 1),
    );
    if (issuer === undefined)
      return "The chain does not lead to one of the roots that were given, or an authority in it was not valid then.";
    chain.push(issuer);
    if (trusted(issuer)) return { certificate: leaf, chain };
    current = issuer;
  }
  return `The chain has more than ${longestChain} certificates.`;
}

function mayHaveIssued(issuer: X509Certificate, issued: X509Certificate, at: Date, below: number): boolean {
  if (issuer.raw.equals(issued.raw) || !issuer.ca || !issued.checkIssued(issuer)) return false;
  if (at < issuer.validFromDate || at > issuer.validToDate) return false;
  const { certSign, pathLength } = certificateUse(issuer.raw);
  if (certSign === false || (pathLength !== undefined && below > pathLength)) return false;
  return issued.verify(issuer.publicKey);
}
