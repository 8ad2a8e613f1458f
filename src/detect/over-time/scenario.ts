import { z } from "zod";
import {
  stages,
  type JsonValue,
  type Signal,
  type StatefulDetector,
  type Step,
} from "../../contracts/index.ts";

/** The most a memory may take, in bytes of JSON. */
export const mostStateBytes = 16_384;

const text = z.string();
const count = z.number().min(0);
const json = z.json();
const step = z.strictObject({
  stage: z.enum(stages).optional(),
  /** Milliseconds after the step before; a second where absent. */
  after: count.optional(),
  /** The step is made so many times; `rules` are for the last of them. */
  times: z.int().min(1).optional(),
  text: text.optional(),
  source: text.optional(),
  address: text.optional(),
  /** Arguments as an object or, to be broken, as text. */
  call: z.strictObject({ name: text, arguments: json.optional() }).optional(),
  tools: z
    .array(
      z.strictObject({
        name: text,
        description: text.optional(),
        parameters: z.record(text, json).optional(),
      }),
    )
    .optional(),
  /** What the user has written so far. */
  userTexts: z.array(text).optional(),
  features: z.array(z.record(text, z.union([z.number(), text, z.boolean(), z.null()]))).optional(),
  predictions: z.array(z.array(z.number())).optional(),
  tokens: z.tuple([count, count]).optional(),
  bytes: count.optional(),
  /** The rules that must signal at this step, in any order; none where absent. */
  rules: z.array(text).optional(),
});

export const scenarioSchema = z.strictObject({
  name: text,
  settings: json.optional(),
  steps: z.array(step).min(1),
});
export type Scenario = z.output<typeof scenarioSchema>;

/** Plays a scenario; says at which step another set of rules signalled than it should. */
export function play(plain: StatefulDetector, scenario: Scenario): string[] {
  const detector = scenario.settings === undefined ? plain : (plain.configure?.(scenario.settings) ?? plain);
  const wrong: string[] = [];
  let at = Date.UTC(2026, 0, 5, 9);
  let state = detector.init();
  let tools: NonNullable<Step["tools"]> = [];
  let userTexts: readonly string[] = [];
  scenario.steps.forEach((one, index) => {
    const times = one.times ?? 1;
    // Safe: the schema lets JSON objects through only; zod's type merely lets fields be undefined.
    if (one.tools !== undefined) tools = one.tools as typeof tools;
    if (one.userTexts !== undefined) userTexts = one.userTexts;
    for (let time = 1; time <= times; time++) {
      at += one.after ?? 1000;
      const [next, signals] = detector.step(state, stepOf(detector, one, at, { tools, userTexts }));
      // Through JSON, as a store would: what does not survive that is lost.
      state = JSON.parse(JSON.stringify(next)) as JsonValue;
      const size = Buffer.byteLength(JSON.stringify(state));
      if (size > mostStateBytes) wrong.push(`step ${index}: its memory takes ${size} bytes`);
      const wanted = time === times ? (one.rules ?? []) : [];
      const seen = [...new Set(signals.map(({ rule }) => rule))].sort();
      if (seen.join() !== [...wanted].sort().join())
        wrong.push(`step ${index}, time ${time}: [${seen.join(", ")}] signalled, not [${wanted.join(", ")}]`);
      wrong.push(...signals.flatMap((signal) => faultsOf(signal, detector.id)));
    }
  });
  return wrong.slice(0, 5);
}

function stepOf(
  detector: StatefulDetector,
  one: z.output<typeof step>,
  at: number,
  context: Pick<NonNullable<Step["context"]>, "tools" | "userTexts">,
): Step {
  const { call, source, address, features, predictions, tokens, bytes } = one;
  const given = call?.arguments ?? {};
  const called = typeof given === "string" ? given : JSON.stringify(given);
  const stage =
    one.stage ??
    (call !== undefined ? "tool-call" : one.tools !== undefined ? "tool-definition" : detector.stages[0]);
  const text = one.text ?? (call === undefined ? undefined : called);
  return {
    at,
    stage: stage ?? "input",
    principal: { id: "p-1", verified: true },
    session: "s-1",
    model: "m-1",
    context: { instructions: [], canaries: [], ...context },
    ...(text === undefined ? {} : { text }),
    ...(source === undefined ? {} : { source }),
    ...(address === undefined ? {} : { address }),
    ...(call === undefined ? {} : { toolCall: { id: "c-1", name: call.name, arguments: called } }),
    ...(one.tools === undefined ? {} : { tools: context.tools }),
    ...(features === undefined ? {} : { features }),
    ...(predictions === undefined ? {} : { predictions }),
    ...(tokens === undefined
      ? {}
      : { usage: { inputTokens: tokens[0], outputTokens: tokens[1], reported: true } }),
    ...(bytes === undefined ? {} : { bytes }),
  };
}

function faultsOf({ detector, score, start, end }: Signal, id: string): string[] {
  if (detector !== id) return [`a signal names \`${detector}\``];
  return score > 0 && score <= 1 && start >= 0 && end >= start
    ? []
    : ["a signal lies nowhere or scores nothing"];
}
