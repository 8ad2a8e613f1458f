import type { ModelVerification } from "../../app/index.ts";
import { visibleText } from "../../formats/index.ts";

const sentences: Readonly<Record<ModelVerification["verdict"], string>> = {
  verified: "verified: signature, signer and every signed file are as they should be",
  "digest-matches": "the digest matches; nobody was asked who made it",
  failed: "NOT verified",
  unsigned: "unsigned: nothing says where it comes from",
  unproven: "unproven: the files are as the signature lists them, but the signer was not checked",
};

const mostLines = 30;

/** A verification for people: the verdict first, then what is wrong, and what was and was not checked. */
export function verificationText(found: ModelVerification, shown: string): string {
  const { signer, problems, unsigned, checked, notChecked, model, signature } = found;
  const lines = [`${visibleText(shown)}: ${sentences[found.verdict]}`, ""];
  lines.push(
    ...few(
      problems.map(
        ({ path, message }) => `  ✗ ${path === undefined ? "" : `${visibleText(path)}: `}${message}`,
      ),
    ),
  );
  if (problems.length > 0) lines.push("");
  if (signer !== undefined) lines.push(`  signer     ${signerText(signer)}`);
  if (signature !== undefined)
    lines.push(
      `  signature  ${signature.resources} ${signature.method}, ${signature.hash} (${visibleText(signature.path)})`,
    );
  lines.push(`  model      ${model.files} file${model.files === 1 ? "" : "s"}, ${model.bytes} bytes`);
  lines.push(`  digest     ${model.files === 1 ? (found.digests[0]?.sha256 ?? model.root) : model.root}`);
  const riding = unsigned.filter(({ why }) => why !== "the signature itself");
  if (riding.length > 0) {
    lines.push("", "Present, and covered by no signature:");
    lines.push(...few(riding.map(({ path, why }) => `  ${visibleText(path)} (${why})`)));
  }
  lines.push(...list("Checked:", checked), ...list("Not checked:", notChecked));
  return `${lines.join("\n")}\n`;
}

function signerText(signer: NonNullable<ModelVerification["signer"]>): string {
  switch (signer.kind) {
    case "key":
      return `key ${signer.key}`;
    case "certificate":
      return `${signer.subject} (root: ${signer.root})`;
    case "sigstore":
      return `${visibleText(signer.identity)}, proven by ${visibleText(signer.issuer)}`;
    default:
      return signer satisfies never;
  }
}

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ["", title, ...few(items.map((item) => `  - ${item}`))];

const few = (lines: readonly string[]): string[] =>
  lines.length <= mostLines
    ? [...lines]
    : [...lines.slice(0, mostLines), `  … and ${lines.length - mostLines} more (--format json has all)`];
