import type { SignatureBundle } from "../bundle/signature-bundle.ts";
import { provenanceErrors } from "../errors.ts";
import type { ProvenanceProblem, SignerFound } from "../verification.ts";
import { visibleText } from "../../../formats/index.ts";
import { certificateOf, trustChain } from "./certificate-chain.ts";
import { keyHint } from "./ec-key.ts";
import { sigstoreProblem } from "./sigstore.ts";
import type { TrustGiven } from "./trust-given.ts";
import { signedBy } from "./verify-signature.ts";

export interface SignerCheck {
  readonly signer?: SignerFound;
  readonly problem?: ProvenanceProblem;
  readonly checked: readonly string[];
  readonly notChecked: readonly string[];
}

const early = "the format: it is the one of model_signing 0.2, which is no longer written";

/** Who signed, by what was given to check it with. Without anything fitting, nobody is found. */
export function checkSigner(bundle: SignatureBundle, trust: TrustGiven): SignerCheck {
  const { material } = bundle;
  if (material.kind === "key") return byKey(bundle, material.hint, trust);
  if (material.kind === "chain") return byCertificate(bundle, material.certificates, trust);
  return bySigstore(bundle, trust);
}

function byKey(bundle: SignatureBundle, hint: string | undefined, { key }: TrustGiven): SignerCheck {
  if (key === undefined) return unknown("the signer: it signed with a key; give it with `--key`");
  const fingerprint = keyHint(key);
  const way = signedBy(bundle, key);
  if (way === undefined || (hint !== undefined && hint !== fingerprint))
    return invalid(
      hint !== undefined && hint !== fingerprint
        ? "It names another key than the one that was given."
        : "It was not made with the key that was given.",
    );
  return {
    signer: { kind: "key", key: fingerprint },
    checked: ["the signature, with the public key that was given"],
    notChecked: [...(way === "early" ? [early] : []), "when it was signed: a key says nothing of time"],
  };
}

function byCertificate(
  bundle: SignatureBundle,
  certificates: readonly Buffer[],
  { roots, now }: TrustGiven,
): SignerCheck {
  if (roots === undefined || roots.length === 0)
    return unknown("the signer: it signed with a certificate; give the roots you trust with `--roots`");
  const chain = trustChain(
    certificates.map((der) => certificateOf(der, "signature")),
    roots,
  );
  if (typeof chain === "string") return { ...invalid(chain), notChecked: [] };
  const { certificate } = chain;
  const way = signedBy(bundle, certificate.publicKey);
  if (way === undefined) return invalid("It was not made with the key of its certificate.");
  const expired = now > certificate.validToDate;
  return {
    signer: {
      kind: "certificate",
      subject: visibleText(certificate.subject.replaceAll("\n", ", ")),
      root: visibleText((chain.chain.at(-1)?.subject ?? "").replaceAll("\n", ", ")),
      validTo: certificate.validToDate.toISOString(),
    },
    checked: ["the signature, with the key of its certificate", "the chain to a root that was given"],
    notChecked: [
      ...(way === "early" ? [early] : []),
      expired
        ? `when it was signed: the certificate expired on ${certificate.validToDate.toISOString().slice(0, 10)}, and no time is proven`
        : "when it was signed: no time is proven",
      "whether a certificate was revoked",
    ],
  };
}

function bySigstore(bundle: SignatureBundle, { expected, trustRoot, key, roots }: TrustGiven): SignerCheck {
  if (expected === undefined) {
    if (key !== undefined || roots !== undefined)
      throw provenanceErrors.identityMissing(
        "It was signed with Sigstore, not with a key or certificate of your own.",
      );
    return unknown("the signer: it signed with Sigstore; give `--identity` and `--issuer`");
  }
  const problem = sigstoreProblem(bundle, expected, trustRoot);
  if (problem !== undefined) return invalid(problem);
  return {
    signer: { kind: "sigstore", ...expected },
    checked: [
      "the signature, with the key of its certificate",
      "the certificate, against the certificate authority and its log in the trust root",
      "the entry in the transparency log, and the time of signing",
      "that identity and issuer are those expected",
    ],
    notChecked: ["whether the trust root is the newest: no network was used"],
  };
}

const unknown = (what: string): SignerCheck => ({ checked: [], notChecked: [what] });

const invalid = (message: string): SignerCheck => ({
  problem: { kind: "signature-invalid", message },
  checked: [],
  notChecked: [],
});
