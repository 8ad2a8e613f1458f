import { z } from "zod";
import type { ExaminedUnit } from "../../assess/audit/index.ts";
import type { JsonObject, ModelExample, ModelResult, OutputSpec } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { readBlobJson } from "../runs/blobs.ts";
import type { ConcludedAudit } from "./concluded-audit.ts";

/** Examples that a report carries. */
const examplesShown = 12;
/** Values of a row that a report carries; a picture of 256 × 256 in three colours. */
const mostValues = 200_000;

interface DecidedAt {
  readonly entry: number;
  readonly at: string;
}

/** What a check on a model comes to, with its worst examples taken from the evidence. */
export async function modelResult(
  dir: string,
  audit: ConcludedAudit,
  decided: DecidedAt,
): Promise<ModelResult> {
  const { fold, verdict, conclusion } = audit;
  const { plan, records } = fold;
  const outcomes: Record<string, number> = {};
  for (const { outcome } of records) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const leftOut = new Map<string, number>();
  for (const { reason, units = 1 } of plan.plan.leftOut)
    leftOut.set(reason, (leftOut.get(reason) ?? 0) + units);
  return {
    check: plan.check,
    checkVersion: plan.checkVersion,
    title: plan.title,
    about: plan.about,
    target: plan.facts.target,
    ...(plan.component === undefined ? {} : { component: plan.component }),
    ...(fold.model === undefined ? {} : { model: fold.model }),
    covers: plan.covers,
    references: plan.references,
    ...(plan.gate === undefined ? {} : { gate: plan.gate }),
    verdict,
    input: plan.facts.input,
    output: plan.facts.output,
    units: { planned: plan.plan.units.length, examined: records.length, outcomes },
    queries: fold.queries,
    measures: conclusion.measures,
    ...(conclusion.gated === undefined ? {} : { gated: conclusion.gated }),
    examples: await Promise.all(worst(records).map((record) => exampleOf(dir, record, plan.facts.output))),
    leftOut: [...leftOut].map(([reason, units]) => ({ reason, units })),
    caveats: [...plan.data.notes, ...conclusion.caveats],
    entry: decided.entry,
    decidedAt: decided.at,
  };
}

const detail = z.looseObject({
  label: z.number().optional(),
  cleanLabel: z.number().optional(),
  adversarialLabel: z.number().optional(),
  radius: z.number().optional(),
  distances: z.record(z.string(), z.number()).optional(),
  note: z.string().optional(),
  why: z.string().optional(),
});

const told = (facts: JsonObject): z.output<typeof detail> => detail.safeParse(facts).data ?? {};

/** What fell to the least, and then what could not be examined: that is for a person to look at too. */
function worst(records: readonly ExaminedUnit[]): readonly ExaminedUnit[] {
  const effort = (record: ExaminedUnit): number => {
    const { radius, distances } = told(record.detail);
    return radius ?? distances?.["linf"] ?? Infinity;
  };
  const fallen = records
    .filter(({ outcome }) => outcome === "success")
    .toSorted((a, b) => effort(a) - effort(b) || a.queries - b.queries);
  const open = records.filter(({ outcome }) => outcome === "refused" || outcome === "init-failed");
  return [...fallen.slice(0, examplesShown - Math.min(3, open.length)), ...open].slice(0, examplesShown);
}

const rows = z.object({ row: z.array(z.number()), adversarial: z.array(z.number()).optional() });

async function exampleOf(dir: string, record: ExaminedUnit, output: OutputSpec): Promise<ModelExample> {
  const { label, cleanLabel, adversarialLabel, distances, note, why } = told(record.detail);
  const nameOf = (key: string, at: number | undefined): Record<string, string> =>
    at === undefined || at < 0 ? {} : { [key]: output.classes?.[at] ?? String(at) };
  const said = note ?? why;
  return {
    unit: record.unit,
    outcome: record.outcome,
    queries: record.queries,
    ...nameOf("label", label),
    ...nameOf("before", cleanLabel),
    ...nameOf("after", adversarialLabel),
    ...(distances === undefined ? {} : { distances }),
    ...(said === undefined ? {} : { note: visibleText(said) }),
    ...(await rowsOf(dir, record)),
    entry: record.entry,
  };
}

/** Absent where their key was destroyed, or where they are not what we write. */
async function rowsOf(
  dir: string,
  { example }: ExaminedUnit,
): Promise<{ readonly row?: readonly number[]; readonly adversarial?: readonly number[] }> {
  if (example === undefined) return {};
  const content = await readBlobJson(dir, example).catch(() => undefined);
  const parsed = rows.safeParse(content);
  if (!parsed.success || parsed.data.row.length > mostValues) return {};
  const { row, adversarial } = parsed.data;
  return { row, ...(adversarial === undefined ? {} : { adversarial }) };
}
