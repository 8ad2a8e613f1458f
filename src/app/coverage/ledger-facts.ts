import { z } from "zod";
import type { CoverageFact } from "../../contracts/index.ts";
import { readWorkspaceEntries } from "../../evidence/index.ts";

const factSchema = z.object({
  column: z.enum(["tested", "guarded", "watched", "rehearsed"]),
  covers: z.array(z.string()),
  state: z.enum(["planned", "passing", "failing", "inconclusive"]),
  at: z.string(),
  source: z.string(),
  link: z.object({ run: z.string(), check: z.string(), target: z.string(), entry: z.number() }),
  subject: z.object({ system: z.string(), components: z.record(z.string(), z.string()) }),
  targetDigest: z.string().optional(),
  component: z.string().optional(),
  sentence: z.string(),
});

const factList = z.array(factSchema);

/** Facts that other tools' results were imported as, from the workspace ledger. */
export async function importedFacts(ledger: string, system: string): Promise<readonly CoverageFact[]> {
  const facts: CoverageFact[] = [];
  for await (const entry of readWorkspaceEntries(ledger)) {
    if (entry.type !== "evidence.imported" || entry.body["system"] !== system) continue;
    for (const fact of readFacts(entry.body["facts"])) {
      facts.push({ ...fact, link: { ...fact.link, entry: entry.seq } });
    }
  }
  return facts;
}

/**
 * What policies that were adopted prove of the system, from the workspace ledger. Of several adoptions for the
 * same component the last one counts, as a whole.
 */
export async function adoptedFacts(ledger: string, system: string): Promise<readonly CoverageFact[]> {
  const newest = new Map<string, readonly CoverageFact[]>();
  for await (const entry of readWorkspaceEntries(ledger)) {
    const { facts, component } = entry.body;
    if (entry.type !== "policy.adopted" || entry.body["system"] !== system) continue;
    newest.set(
      typeof component === "string" ? component : "",
      readFacts(facts).map((fact) => ({ ...fact, link: { ...fact.link, entry: entry.seq } })),
    );
  }
  return [...newest.values()].flat();
}

/** What scans of the system's artifacts prove, from the workspace ledger. */
export async function scannedFacts(ledger: string, system: string): Promise<readonly CoverageFact[]> {
  const facts: CoverageFact[] = [];
  for await (const entry of readWorkspaceEntries(ledger)) {
    if (entry.type !== "scan.registered" || entry.body["system"] !== system) continue;
    facts.push(...readFacts(entry.body["facts"]));
  }
  return facts;
}

/**
 * What finished runs had said whose bundle can no longer be read. It proves nothing any more, but it must not
 * vanish: what failed would otherwise look untested, or an older pass would come back.
 *
 * @param lost run id → why it cannot be read
 */
export async function lostFacts(
  ledger: string,
  lost: ReadonlyMap<string, string>,
): Promise<readonly CoverageFact[]> {
  if (lost.size === 0) return [];
  const facts: CoverageFact[] = [];
  for await (const entry of readWorkspaceEntries(ledger)) {
    const { run } = entry.body;
    if (entry.type !== "run.registered" || typeof run !== "string") continue;
    const why = lost.get(run);
    if (why === undefined) continue;
    for (const fact of readFacts(entry.body["facts"])) {
      facts.push({
        ...fact,
        state: fact.state === "failing" ? "failing" : "inconclusive",
        sentence: `The bundle of run ${run} can no longer be read (${why}) It had said: ${fact.sentence}`,
      });
    }
  }
  return facts;
}

function readFacts(value: unknown): readonly CoverageFact[] {
  const list = factList.safeParse(value);
  if (!list.success) return [];
  return list.data.map(({ component, targetDigest, ...fact }) => ({
    ...fact,
    ...(component === undefined ? {} : { component }),
    ...(targetDigest === undefined ? {} : { targetDigest }),
  }));
}
