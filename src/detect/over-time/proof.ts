import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { StatefulDetector } from "../../contracts/index.ts";
import { play, scenarioSchema } from "./scenario.ts";

const fileSchema = z.strictObject({
  /** Each has a step that must signal. */
  signals: z.array(scenarioSchema).min(1),
  /** Nothing may signal. */
  silent: z.array(scenarioSchema).min(1),
});

/** What is wrong with a detector: it must do in its own scenarios what they say. */
export function prove(item: unknown, folder: string): string[] {
  const detector = item as StatefulDetector;
  const file = join(folder, "scenarios.json");
  if (!existsSync(file)) return ["it has no scenarios.json"];
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) return [`scenarios.json: ${z.prettifyError(parsed.error)}`];
  const wrong: string[] = [];
  if (!folder.endsWith(`/${detector.id}`)) wrong.push(`its id is \`${detector.id}\`, its folder ${folder}`);
  const { signals, silent } = parsed.data;
  for (const { name, steps } of signals)
    if (!steps.some(({ rules = [] }) => rules.length > 0)) wrong.push(`\`${name}\` asks for no signal`);
  for (const { name, steps } of silent)
    if (steps.some(({ rules = [] }) => rules.length > 0)) wrong.push(`\`${name}\` asks for a signal`);
  for (const scenario of [...signals, ...silent])
    wrong.push(...play(detector, scenario).map((fault) => `\`${scenario.name}\`: ${fault}`));
  return wrong;
}
