import type { CoverageFact, JsonObject, Subject } from "../../contracts/index.ts";
import type { EntryRef } from "../ledger/entry.ts";
import type { WorkspaceLedger } from "../workspace/workspace.ts";
import type { ImportedEvidence, ImportedResult } from "./imported.ts";

export interface ImportAbout {
  readonly system: string;
  readonly subject: Subject;
  /** The component the tool was pointed at, where that is known. */
  readonly component?: string;
}

// A ledger line is bounded; an import of many results becomes several entries.
const factsAnEntry = 500;

/**
 * Writes an import to the workspace ledger: entries `evidence.imported` with the facts for the coverage
 * matrix, attributed to the tool, and a blob with every result, mapped or not.
 */
export async function recordImport(
  ledger: Pick<WorkspaceLedger, "append" | "putBlob">,
  imported: ImportedEvidence,
  about: ImportAbout,
): Promise<readonly EntryRef[]> {
  const facts = factsOf(imported, about);
  // Safe: an import is plain JSON data.
  const report = await ledger.putBlob(imported as unknown as JsonObject, "application/json");
  const chunks = Array.from({ length: Math.max(1, Math.ceil(facts.length / factsAnEntry)) }, (_, i) =>
    facts.slice(i * factsAnEntry, (i + 1) * factsAnEntry),
  );
  return await Promise.all(
    chunks.map((chunk) =>
      ledger.append("evidence.imported", {
        system: about.system,
        tool: imported.tool,
        toolVersion: imported.toolVersion,
        format: imported.format,
        at: imported.at,
        file: imported.sourceFile,
        digest: imported.sourceDigest,
        results: imported.results.length,
        report,
        // Safe: facts are plain JSON data.
        facts: chunk as unknown as JsonObject[],
      }),
    ),
  );
}

/** One fact for every result that answers one of our tests; the ledger entry's number is put in by the reader. */
export function factsOf(imported: ImportedEvidence, about: ImportAbout): CoverageFact[] {
  return imported.results
    .filter(({ covers }) => covers.length > 0)
    .map((result) => ({
      column: "tested",
      covers: result.covers,
      state: result.state,
      at: imported.at,
      source: `${imported.tool} ${imported.toolVersion}`,
      link: { run: "workspace", check: result.name, target: imported.tool, entry: 0 },
      subject: about.subject,
      ...(about.component === undefined ? {} : { component: about.component }),
      sentence: sentenceOf(imported, result),
    }));
}

function sentenceOf({ tool }: ImportedEvidence, { name, n, failed, interval }: ImportedResult): string {
  if (n === 0) return `${tool} judged nothing under ${name}.`;
  if (interval === undefined) return `${tool} reports ${failed} findings under ${name}.`;
  const bound = (100 * interval.high).toFixed(1);
  return `${tool}: ${failed} of ${n} failed under ${name} (up to ${bound} % at 95 %, by its own judgement).`;
}
