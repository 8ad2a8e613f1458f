import type { ModelCheck, ModelFacts, UnitContext, UnitRecord } from "../../../contracts/index.ts";
import { rowOfText, textOfRow } from "../../../formats/index.ts";
import { permutation, seededRandom } from "../../../stats/index.ts";
import { marginsOf } from "../score/index.ts";
import { concludeTexts } from "./conclude-texts.ts";
import { hiddenEdits } from "./hidden-edits.ts";
import { runTextAttack, type TextAttack, type TextRecord } from "./text-attack.ts";
import { wordEdits } from "./word-edits.ts";

const mostTexts = 200;
/** Of one attack on one text: 200 words asked for, then four edits of each; 32 candidates over ten generations. */
const budget = 1000;

const attacks: readonly TextAttack[] = [
  wordEdits(),
  hiddenEdits("invisible"),
  hiddenEdits("confusable"),
  hiddenEdits("deletion"),
  hiddenEdits("reordering"),
];

/** How few changed characters turn a classifier of texts wrong. One unit is one test text. */
export const check: ModelCheck = {
  id: "robustness/text-edits",
  version: "1.0.0",
  title: "Evasion by changed characters",
  about:
    "Changes characters of texts: typing errors in the words that matter most, and changes a reader does not see (invisible and look-alike characters, deletions, reordering).",
  needs: { outputs: ["score", "label"], rows: "texts", examples: 1 },
  covers: ["text-evasion"],
  references: ["AML.T0015", "AML.T0043.001", "arXiv:1801.04354", "arXiv:2106.09898"],
  plan: ({ examples }: ModelFacts) => {
    const order = permutation(examples, seededRandom("order of examples")).map((at) => `test-${at}`);
    return {
      units: order.slice(0, mostTexts),
      queriesPerUnit: attacks.length * budget,
      settings: { attacks: attacks.map(({ name }) => name), budget },
      leftOut: order
        .slice(mostTexts)
        .map((unit) => ({ unit, reason: `beyond the sample of ${mostTexts} examples` })),
    };
  },
  examine,
  conclude: concludeTexts,
};

async function examine(unit: string, context: UnitContext): Promise<UnitRecord> {
  const { rows, labels } = context.data.test;
  const at = Number(unit.slice("test-".length));
  const row = rows.data.slice(at * rows.width, (at + 1) * rows.width);
  const label = labels[at] ?? -1;
  const records: TextRecord[] = [];
  for (const attack of attacks) {
    const [record] = await runTextAttack(attack, {
      predict: (texts) => predictTexts(texts, context),
      examples: [{ id: unit, text: textOfRow(row), label }],
      random: context.random,
      budget,
      margins: (answers, own) =>
        answers.scores === undefined
          ? Float64Array.from(answers.labels, (said) => (said === own ? 1 : -1))
          : marginsOf(answers, own, context.model.output.kind === "score"),
      signal: context.signal,
    });
    if (record !== undefined) records.push(record);
    // Wrong or unanswered without an attack: the others would see the same.
    if (record?.outcome === "clean-wrong" || record?.outcome === "refused") break;
  }
  return recordOf(unit, label, row, records);
}

/** A text longer than rows may be cannot be asked for: it is answered as no class, which no attack counts as success. */
async function predictTexts(
  texts: readonly string[],
  { model, signal, clock, random }: UnitContext,
): ReturnType<typeof model.predict> {
  const width = model.input.shape.reduce((product, dim) => product * dim, 1);
  const encoded = texts.map((text) => rowOfText(text, width));
  const fit = encoded.filter((one) => one !== undefined);
  const data = new Float64Array(fit.length * width);
  fit.forEach((one, i) => data.set(one, i * width));
  if (fit.length === texts.length)
    return model.predict({ count: fit.length, width, data }, { signal, clock, random });
  const labels = new Int32Array(texts.length).fill(-1);
  const scores =
    model.output.kind === "score" ? new Float64Array(texts.length * model.output.width).fill(NaN) : undefined;
  if (fit.length > 0) {
    const told = await model.predict({ count: fit.length, width, data }, { signal, clock, random });
    let next = 0;
    encoded.forEach((one, i) => {
      if (one === undefined) return;
      labels[i] = told.labels[next] ?? -1;
      if (scores !== undefined && told.scores !== undefined)
        scores.set(
          told.scores.subarray(next * model.output.width, (next + 1) * model.output.width),
          i * model.output.width,
        );
      next += 1;
    });
  }
  return { count: texts.length, labels, ...(scores === undefined ? {} : { scores }) };
}

function recordOf(
  unit: string,
  label: number,
  row: Float64Array,
  records: readonly TextRecord[],
): UnitRecord {
  const found = records.filter(({ outcome }) => outcome === "success");
  const [best] = found.toSorted((a, b) => (a.edits ?? Infinity) - (b.edits ?? Infinity));
  const last = best ?? records.at(-1);
  const adversarial = best?.adversarial === undefined ? undefined : rowOfText(best.adversarial, row.length);
  return {
    unit,
    outcome: last?.outcome ?? "refused",
    queries: records.reduce((sum, { queries }) => sum + queries, 0),
    detail: {
      label,
      cleanLabel: last?.cleanLabel ?? -1,
      ...(last?.note === undefined ? {} : { note: last.note }),
      ...(best === undefined
        ? {}
        : {
            adversarialLabel: best.adversarialLabel ?? -1,
            distances: { characters: best.edits ?? 0 },
            note: best.attack,
          }),
      edits: Object.fromEntries(found.map(({ attack, edits }) => [attack, edits ?? 0])),
    },
    example: { row: [...row], ...(adversarial === undefined ? {} : { adversarial: [...adversarial] }) },
  };
}
