import { z } from "zod";
import type { CoverageFact } from "../../contracts/index.ts";
import { readWorkspaceEntries } from "../../evidence/index.ts";
import { concluded } from "../runs/concluded.ts";
import type { ReadRun } from "../runs/read-run.ts";

const stateOf = { pass: "passing", fail: "failing", inconclusive: "inconclusive" } as const;

/** What a run says for the matrix: one fact for every lane. A lane not yet decided is planned, never more. */
export function factsOfRun(run: ReadRun): readonly CoverageFact[] {
  return concluded(run).results.map((result) => {
    const decision = run.decisions.get(`${result.check} ${result.target}`);
    const settled = decision !== undefined || run.status === "stopped";
    return {
      column: "tested",
      covers: result.covers,
      state: settled ? stateOf[result.verdict.kind] : "planned",
      at: decision?.at ?? run.lastAt,
      source: "bartizan",
      link: { run: run.plan.run, check: result.check, target: result.target, entry: decision?.entry ?? 0 },
      subject: run.plan.subject,
      ...(result.component === undefined ? {} : { component: result.component }),
      sentence: settled ? result.verdict.sentence : `Planned in run ${run.plan.run}, not decided yet.`,
    };
  });
}

const factSchema = z.object({
  column: z.enum(["tested", "guarded", "watched", "rehearsed"]),
  covers: z.array(z.string()),
  state: z.enum(["planned", "passing", "failing", "inconclusive"]),
  at: z.string(),
  source: z.string(),
  link: z.object({ run: z.string(), check: z.string(), target: z.string(), entry: z.number() }),
  subject: z.object({ system: z.string(), components: z.record(z.string(), z.string()) }),
  component: z.string().optional(),
  sentence: z.string(),
});

/** Facts that other tools' results were imported as, from the workspace ledger. */
export async function importedFacts(ledger: string, system: string): Promise<readonly CoverageFact[]> {
  const facts: CoverageFact[] = [];
  for await (const entry of readWorkspaceEntries(ledger)) {
    if (entry.type !== "evidence.imported" || entry.body["system"] !== system) continue;
    const list = z.array(factSchema).safeParse(entry.body["facts"]);
    if (!list.success) continue;
    for (const fact of list.data) {
      const { component, ...rest } = fact;
      facts.push({
        ...rest,
        link: { ...fact.link, entry: entry.seq },
        ...(component === undefined ? {} : { component }),
      });
    }
  }
  return facts;
}
