import { globSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { RandomSource } from "../../../contracts/index.ts";
import type { Example, ExampleRole } from "./example.ts";

const largest = 200_000;
const perFile = 8;

/**
 * Harmless documents that nobody wrote for us: the manuals (`*.md`) of the packages in a `node_modules`
 * folder, in sections of many lengths, and the messages that packages bring along in other languages. The
 * lock file says which versions, so that training can be repeated. For training and measuring only.
 */
export function* packageBenign(folder: string, random: RandomSource): Generator<Example> {
  yield* manuals(folder, random);
  yield* messages(folder, random);
}

function* manuals(folder: string, random: RandomSource): Generator<Example> {
  const files = globSync("**/*.{md,markdown}", { cwd: folder }).toSorted();
  const seen = new Set<string>();
  for (const name of files) {
    if (statSync(join(folder, name)).size > largest) continue;
    const text = readFileSync(join(folder, name), "utf8");
    if (seen.has(text.slice(0, 400))) continue;
    seen.add(text.slice(0, 400));
    let from = 0;
    for (let part = 0; part < perFile && from < text.length; part++) {
      const length = 80 + Math.floor(6000 * random.next() ** 3);
      const section = text.slice(from, from + length).trim();
      from += length + random.integer(2000);
      if (section.length < 60) continue;
      const dice = random.next();
      const role: ExampleRole = dice < 0.4 ? "document" : dice < 0.8 ? "tool" : "user";
      yield benign(
        section,
        role,
        "manual",
        "en",
        `package-manuals-${(name.split(sep).at(-2) ?? "").length % 5}`,
      );
    }
  }
}

/** Messages of axe-core in some twenty languages. */
function* messages(folder: string, random: RandomSource): Generator<Example> {
  for (const name of globSync("axe-core/locales/*.json", { cwd: folder }).toSorted()) {
    if (name.includes("_template")) continue;
    const language = name.slice(name.lastIndexOf(sep) + 1, -5).slice(0, 2);
    const all = [...stringsOf(JSON.parse(readFileSync(join(folder, name), "utf8")))].filter(
      (one) => one.length > 20,
    );
    for (let from = 0; from < all.length;) {
      const count = 1 + random.integer(6);
      const text = all.slice(from, from + count).join(random.next() < 0.5 ? " " : "\n");
      from += count;
      const dice = random.next();
      yield benign(
        text,
        dice < 0.35 ? "document" : dice < 0.7 ? "tool" : "user",
        "messages",
        language,
        "package-messages",
      );
    }
  }
}

function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* stringsOf(inner);
}

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
