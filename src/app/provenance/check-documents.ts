import type { LinkState, ProvenanceCheck } from "../../contracts/index.ts";
import type { BomComparison, ModelVerification } from "../../assess/provenance/index.ts";
import type { PromotionCheck } from "../verify/check-scan-statement.ts";
import type { StatementCheck } from "../verify/training-statement.ts";

/** More digests than this would not fit into an entry of a ledger; such a check is not joined to a scan. */
const mostFiles = 5000;

type Found = Pick<ProvenanceCheck, "state" | "why">;

/** What the verification of a model's signature says, as an entry. */
export function signatureCheck(found: ModelVerification, path: string, document?: string): ProvenanceCheck {
  const { signature, problems, notChecked, model, digests } = found;
  const shown = signature?.path ?? document;
  return {
    about: "signature",
    path,
    ...(shown === undefined ? {} : { document: shown }),
    ...signatureState(found, problems[0]?.message, notChecked[0]),
    root: model.root,
    ...(signature?.root === undefined ? {} : { expected: signature.root }),
    files: few(digests.map(({ sha256 }) => sha256)),
  };
}

function signatureState(
  { verdict, signer, signature }: ModelVerification,
  problem: string | undefined,
  open: string | undefined,
): Found {
  if (verdict === "failed")
    return signature === undefined
      ? { state: "not-recorded", why: `There is no signature. ${problem ?? ""}`.trim() }
      : { state: "differs", why: problem ?? "The signature does not fit these files." };
  if (verdict === "verified" && signer !== undefined)
    return { state: "matches", why: `Every file is as it was signed by ${signerWords(signer)}.` };
  if (signature === undefined) return { state: "not-recorded", why: "There is no signature." };
  return {
    state: "not-checked",
    why: open === undefined ? "Who signed was not checked." : `Not checked: ${open}.`,
  };
}

/** What the comparison with a statement of training (SLSA) says. */
export function trainingCheck(
  { matching, differing, problem, signer }: StatementCheck,
  about: { readonly path: string; readonly document: string; readonly model: ModelVerification },
): ProvenanceCheck {
  const found: Found =
    differing.length > 0 || problem !== undefined
      ? { state: "differs", why: problem ?? `The statement speaks of another model: ${differing[0] ?? ""}.` }
      : matching.length === 0
        ? { state: "not-checked", why: "The statement names no digest of this model." }
        : signer === undefined
          ? { state: "not-checked", why: "It names this model; who signed the statement was not checked." }
          : { state: "matches", why: "It names this model, and its signer was checked." };
  return {
    about: "training-statement",
    path: about.path,
    document: about.document,
    ...found,
    root: about.model.model.root,
    files: few(about.model.digests.map(({ sha256 }) => sha256)),
  };
}

/** What the check of a scan's statement says: whether that scan lets these files be promoted. */
export function scanStatementCheck(
  { decision, reasons, verdict, finishedAt }: PromotionCheck,
  about: { readonly path: string; readonly document: string; readonly digests: readonly string[] },
): ProvenanceCheck {
  const state: LinkState =
    decision === "promote" ? "matches" : decision === "refuse" ? "differs" : "not-checked";
  return {
    about: "scan-statement",
    path: about.path,
    document: about.document,
    state,
    why:
      reasons[0] ??
      (decision === "promote"
        ? `Signed: the scan of ${finishedAt.slice(0, 10)} came to ${verdict}.`
        : "Who signed it was not checked."),
    files: few(about.digests),
  };
}

/** What the comparison with a bill of materials says. */
export function bomCheck(
  { matching, differing, absent, unlisted }: BomComparison,
  about: { readonly path: string; readonly document: string; readonly digests: readonly string[] },
): ProvenanceCheck {
  const wrong = differing.length + absent.length;
  const all = matching.length + differing.length + unlisted.length;
  const listed = `${String(matching.length)} of ${String(all)} files are as the bill lists them`;
  return {
    about: "bom",
    path: about.path,
    document: about.document,
    ...(wrong > 0
      ? { state: "differs", why: `${listed}; ${String(wrong)} are not.` }
      : unlisted.length > 0 || matching.length === 0
        ? { state: "not-checked", why: `${listed}; ${String(unlisted.length)} are not listed.` }
        : { state: "matches", why: `${listed}.` }),
    files: few(about.digests),
  };
}

const few = (digests: readonly string[]): readonly string[] =>
  digests.length > mostFiles ? [] : [...new Set(digests)].toSorted();

const signerWords = (signer: NonNullable<ModelVerification["signer"]>): string =>
  signer.kind === "key"
    ? `the key ${signer.key.slice(0, 16)}`
    : signer.kind === "certificate"
      ? signer.subject
      : `${signer.identity} (${signer.issuer})`;
