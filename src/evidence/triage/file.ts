import { isMap, isScalar, parseDocument, type Document, type Pair, type YAMLMap } from "yaml";
import type { Triage } from "../../contracts/index.ts";
import { decodeText } from "../../formats/index.ts";
import { readAtMost, replaceFile } from "../bundle/files.ts";
import { evidenceErrors } from "../errors.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { assertTriage, parseTriage } from "./schema.ts";

const largestFile = 4 * 1024 * 1024;
const newFile = `# What was decided about findings. Reviewed like code; see \`bartizan report\` for the findings.
schema_version: bartizan.triage/v1
findings: {}
`;

/**
 * Reads `bartizan.triage.yaml`: finding id → decision. A file that is not there holds no decisions.
 *
 * @throws EVIDENCE_TRIAGE_INVALID and the like with line and column, EVIDENCE_TRIAGE_UNREADABLE
 */
export async function readTriageFile(path: string): Promise<ReadonlyMap<string, Triage>> {
  const text = await readText(path);
  return text === undefined ? new Map() : parseTriage(text, path);
}

/**
 * Writes one decision into the file, sorted by finding id, with comments and everything else left as they
 * are. `open` takes the entry out. A file that is not valid is refused and left as it is.
 *
 * @throws as `readTriageFile`, and EVIDENCE_NOT_WRITABLE, EVIDENCE_DISK_FULL
 */
export async function setTriage(path: string, finding: string, triage: Triage): Promise<void> {
  assertTriage(finding, triage);
  const text = (await readText(path)) ?? newFile;
  parseTriage(text, path);
  const document = parseDocument(text);
  edit(document, finding, triage);
  const written = document.toString({ lineWidth: 110 });
  parseTriage(written, path);
  try {
    await replaceFile(path, written);
  } catch (cause) {
    throw writeFailure(cause, path);
  }
}

function edit(document: Document, finding: string, triage: Triage): void {
  if (!isMap(document.get("findings"))) document.set("findings", document.createNode({}));
  const findings = document.get("findings") as YAMLMap;
  if (triage.state === "open") findings.delete(finding);
  else {
    keepLeadingComment(findings);
    findings.set(finding, document.createNode(inOrder(triage)));
    findings.items.sort((a, b) => compare(keyOf(a), keyOf(b)));
  }
  findings.flow = findings.items.length === 0;
}

/** The comment before the first entry belongs to that entry, not to whichever is sorted first later. */
function keepLeadingComment(findings: YAMLMap): void {
  const first = findings.items[0]?.key;
  if (typeof findings.commentBefore !== "string" || !isScalar(first)) return;
  first.commentBefore ??= findings.commentBefore;
  delete findings.commentBefore;
}

const inOrder = (triage: Exclude<Triage, { state: "open" }>) => ({
  state: triage.state,
  by: triage.by,
  ...(triage.state === "accepted" ? { until: triage.until } : {}),
  reason: triage.reason,
});

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function readText(path: string): Promise<string | undefined> {
  let bytes;
  try {
    bytes = await readAtMost(path, largestFile);
  } catch (cause) {
    throw evidenceErrors.triageUnreadable(`${path} cannot be read.`, { file: path }, { cause });
  }
  if (bytes === "too-large")
    throw evidenceErrors.triageUnreadable(`${path} is larger than ${largestFile} bytes.`, { file: path });
  return bytes === undefined ? undefined : decodeText(bytes, path);
}
