import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { stages, type Detector } from "../contracts/index.ts";

const context = z.strictObject({
  instructions: z.array(z.string()).default([]),
  canaries: z.array(z.string()).default([]),
  userTexts: z.array(z.string()).default([]),
});
const example = z.strictObject({
  text: z.string(),
  stage: z.enum(stages).optional(),
  role: z.enum(["system", "user", "assistant", "tool", "document"]).optional(),
  /** For texts that must give a signal: the rule that has to fire. */
  rule: z.string().optional(),
  /** For texts that must give a signal: what the signal has to cover. */
  covers: z.string().optional(),
  context: context.optional(),
});
const fixturesSchema = z.strictObject({
  /** For detectors that find nothing without settings. */
  settings: z.json().optional(),
  /** What else of the exchange the texts are inspected with, where an example has no context of its own. */
  context: context.optional(),
  signals: z.array(example).min(1),
  silent: z.array(example).min(1),
});

/** What is wrong with a detector: it must do on its own fixtures what they say. */
export function prove(item: unknown, folder: string): string[] {
  const plain = item as Detector;
  const file = join(folder, "fixtures.json");
  if (!existsSync(file)) return ["it has no fixtures.json"];
  const parsed = fixturesSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) return [`fixtures.json: ${z.prettifyError(parsed.error)}`];
  const { settings, context: shared } = parsed.data;
  const detector = settings === undefined ? plain : (plain.configure?.(settings) ?? plain);
  const wrong: string[] = [];
  if (!folder.endsWith(`/${detector.id}`)) wrong.push(`its id is \`${detector.id}\`, its folder ${folder}`);
  const look = (one: z.output<typeof example>) => {
    const given = one.context ?? shared;
    return detector.inspect({
      stage: one.stage ?? detector.stages[0] ?? "output",
      role: one.role ?? "assistant",
      text: one.text,
      ...(given === undefined ? {} : { context: { ...given, tools: [] } }),
    });
  };
  for (const one of parsed.data.signals) {
    const signals = look(one);
    if (signals.length === 0) wrong.push(`it is silent on ${JSON.stringify(one.text)}`);
    const covered = signals.map(({ start, end }) => one.text.slice(start, end));
    if (one.covers !== undefined && !covered.includes(one.covers))
      wrong.push(`on ${JSON.stringify(one.text)} it covers ${JSON.stringify(covered)}`);
    if (one.rule !== undefined && !signals.some(({ rule }) => rule === one.rule))
      wrong.push(`on ${JSON.stringify(one.text)} the rule \`${one.rule}\` is silent`);
    for (const { score, start, end, detector: id } of signals) {
      if (id !== detector.id) wrong.push(`a signal names \`${id}\``);
      if (!(score > 0 && score <= 1)) wrong.push(`a signal scores ${score}`);
      if (start < 0 || end > one.text.length || end <= start || end - start > detector.maxSpan)
        wrong.push(`a signal covers ${start} to ${end} of ${one.text.length}`);
    }
  }
  for (const one of parsed.data.silent)
    if (look(one).length > 0) wrong.push(`it signals on ${JSON.stringify(one.text)}`);
  return wrong;
}
