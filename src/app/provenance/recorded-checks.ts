import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { z } from "zod";
import { linkStates, type Clock, type ProvenanceCheck } from "../../contracts/index.ts";
import { readWorkspaceEntries } from "../../evidence/index.ts";
import { workspacePaths } from "../workspace/paths.ts";

/** As `Workspace.recordProvenance` writes it. */
const checkEntry = "provenance.checked";

/** What a verification found, and where that was noted. */
export interface RecordedCheck extends ProvenanceCheck {
  readonly entry: number;
  readonly at: string;
}

const short = z.string().max(4096);
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const checkSchema = z.object({
  about: z.enum(["signature", "training-statement", "scan-statement", "bom"]),
  path: short,
  document: short.optional(),
  state: z.enum(linkStates),
  why: short,
  root: short.optional(),
  files: z.array(hex).max(5000),
  expected: short.optional(),
});

/**
 * Notes what a verification found in the ledger of a workspace. Without `made`, only where there is a workspace
 * already: a verification must not leave a folder behind in the model that it looks at.
 *
 * @returns the number of the entry; undefined where there is no workspace
 * @throws APP_UNWRITABLE, EVIDENCE_*
 */
export async function recordCheck(
  check: ProvenanceCheck,
  { folder, made, clock }: { readonly folder: string; readonly made: boolean; readonly clock: Clock },
): Promise<number | undefined> {
  if (!made && !existsSync(workspacePaths(folder).root)) return undefined;
  // Only here: a verification without a workspace needs nothing of it.
  const { openWorkspace } = await import("../workspace/workspace.ts");
  const workspace = await openWorkspace(folder, { clock });
  const shown = (path: string): string =>
    (relative(resolve(folder), resolve(folder, path)).split(sep).join("/") || ".").slice(0, 4096);
  const { path, document, why, ...rest } = check;
  return workspace.recordProvenance({
    ...rest,
    why: why.slice(0, 4096).toWellFormed(),
    path: shown(path),
    ...(document === undefined ? {} : { document: shown(document) }),
  });
}

/** What verifications of this workspace found, oldest first. What is no such entry is passed over. */
export async function recordedChecks(ledger: string): Promise<readonly RecordedCheck[]> {
  const checks: RecordedCheck[] = [];
  for await (const { type, body, seq, at } of readWorkspaceEntries(ledger)) {
    if (type !== checkEntry) continue;
    const read = checkSchema.safeParse(body);
    if (!read.success) continue;
    const { document, root, expected, ...check } = read.data;
    checks.push({
      ...check,
      ...(document === undefined ? {} : { document }),
      ...(root === undefined ? {} : { root }),
      ...(expected === undefined ? {} : { expected }),
      entry: seq,
      at,
    });
  }
  return checks;
}
