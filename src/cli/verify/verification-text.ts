import type { ModelVerification } from "../../app/index.ts";
import { visibleText } from "../../formats/index.ts";
import { signerText } from "./signer-text.ts";

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
      `  signature  ${counted(signature.resources, signature.method)}, ${signature.hash} (${visibleText(signature.path)})`,
    );
  lines.push(`  model      ${counted(model.files, "files")}, ${model.bytes} bytes`);
  // The digest that manifests name: of a file its own, of a folder that of the whole, also with one file in it.
  const [only] = found.digests;
  lines.push(`  digest     ${only?.path === "." ? only.sha256 : model.root}`);
  const riding = unsigned.filter(({ why }) => why !== "the signature itself");
  if (riding.length > 0) {
    lines.push("", "Present, and covered by no signature:");
    lines.push(...few(riding.map(({ path, why }) => `  ${visibleText(path)} (${why})`)));
  }
  lines.push(...list("Checked:", checked), ...list("Not checked:", notChecked));
  return `${lines.join("\n")}\n`;
}

const counted = (n: number, of: "files" | "shards"): string => `${n} ${n === 1 ? of.slice(0, -1) : of}`;

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ["", title, ...few(items.map((item) => `  - ${item}`))];

const few = (lines: readonly string[]): string[] =>
  lines.length <= mostLines
    ? [...lines]
    : [...lines.slice(0, mostLines), `  … and ${lines.length - mostLines} more (--format json has all)`];
