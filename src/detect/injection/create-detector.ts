import { z } from "zod";
import type { Detector, Inspection, JsonValue, Signal, Stage } from "../../contracts/index.ts";
import { injectionErrors } from "./errors.ts";
import {
  headOf,
  judge,
  readModel,
  shippedModel,
  type InjectionModel,
  type ModelRole,
} from "./model/index.ts";
import { structuralRules, type StructuralRule } from "./structure/index.ts";

const roleOf: Readonly<Partial<Record<Stage, ModelRole>>> = {
  input: "user",
  document: "document",
  "tool-result": "tool",
  "tool-definition": "tool",
};

const longestSpan = 4096;

const probability = z.number().positive().max(1);
const settingsSchema = z.strictObject({
  thresholds: z
    .strictObject({ user: probability, document: probability, tool: probability })
    .partial()
    .optional(),
  model: z.string().min(1).optional(),
  withoutRules: z.array(z.enum(["classifier", ...structuralRules.map(({ id }) => id)])).optional(),
});

export interface Setup {
  readonly model: () => InjectionModel;
  readonly thresholds: Readonly<Partial<Record<ModelRole, number>>>;
  readonly rules: readonly StructuralRule[];
  readonly classifies: boolean;
}

/**
 * Finds prompt injection and jailbreaks: a linear classifier over hashed n-grams and over the order of
 * concepts in some thirty languages, and structural rules that are signals by themselves. The score of rule
 * `classifier` is a calibrated probability; the score of a structural rule is fixed and says how sure that
 * shape makes us. Each role (user, document, tool) has its own threshold, set on benign traffic of that
 * role. What the operator wrote (role `system`) is not inspected.
 */
export function createDetector({ model, thresholds, rules, classifies }: Setup): Detector {
  return {
    id: "injection",
    version: "1.0.0",
    about: "Prompt injection and jailbreaks, direct, in documents, in tool results and in tool definitions.",
    stages: ["input", "document", "tool-result", "tool-definition"],
    maxSpan: longestSpan,
    reads: "decoded",
    lookBehind: longestSpan,
    inspect: (inspection) => inspect(inspection),
    configure: (settings) => configured(settings),
  };

  function inspect({ stage, role, text }: Inspection): readonly Signal[] {
    const speaker = roleOf[stage];
    if (speaker === undefined || role === "system" || text === "") return [];
    const { heads, description } = model();
    const judgement = judge(text, heads[headOf(speaker)]);
    const signals: Signal[] = [];
    for (const rule of rules) {
      const hit = rule.find({ text, track: judgement.track, stage });
      if (hit && hit.end > hit.start) signals.push(signal(rule.id, rule.category, rule.score, hit, rule.why));
    }
    const threshold = thresholds[speaker] ?? description.thresholds[speaker];
    if (classifies && judgement.probability >= threshold && judgement.end > judgement.start)
      signals.push(
        signal(
          "classifier",
          "prompt-injection",
          Math.max(judgement.probability, Number.MIN_VALUE),
          judgement,
          "It reads like an attempt to command the model or to lift its limits.",
        ),
      );
    return signals;
  }
}

const signal = (
  rule: string,
  category: Signal["category"],
  score: number,
  { start, end }: { readonly start: number; readonly end: number },
  why: string,
): Signal => ({
  detector: "injection",
  rule,
  category,
  score,
  start,
  end: Math.min(end, start + longestSpan),
  why,
});

function configured(settings: JsonValue): Detector {
  const shape = settingsSchema.safeParse(settings);
  if (!shape.success) throw injectionErrors.badSettings(z.prettifyError(shape.error));
  const { thresholds = {}, model, withoutRules = [] } = shape.data;
  const off = new Set<string>(withoutRules);
  const read = model === undefined ? undefined : readModel(model);
  return createDetector({
    model: read ? () => read : shippedModel,
    thresholds: Object.fromEntries(Object.entries(thresholds).filter(([, value]) => value !== undefined)),
    rules: structuralRules.filter(({ id }) => !off.has(id)),
    classifies: !off.has("classifier"),
  });
}

/** The detector with a model at hand; for measuring a model before it is shipped. */
export const createInjectionDetector = ({ model }: { readonly model: InjectionModel }): Detector =>
  createDetector({ model: () => model, thresholds: {}, rules: structuralRules, classifies: true });
