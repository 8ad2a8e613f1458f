import { join } from "node:path";
import { clopperPearson } from "../../../stats/index.ts";
import {
  headOf,
  judge,
  modelRoles,
  type HeadName,
  type InjectionModel,
  type ModelRole,
} from "../model/index.ts";
import { createInjectionDetector } from "../create-detector.ts";
import type { Example } from "./example.ts";
import { isHard, isWritten, penalised } from "./thresholds.ts";
import { readExamples } from "./read-examples.ts";
import type { Trained } from "./train-model.ts";
import type { Judged } from "./out-of-fold.ts";
import { upperQuantile } from "./calibrate.ts";
import { limits } from "./limits.ts";

const stageOf = { user: "input", document: "document", tool: "tool-result" } as const;

/** The page that goes with the weights: what they were trained on, what they do, and what they cannot. */
export function modelCard(
  examples: readonly Example[],
  trained: Trained,
  model: InjectionModel,
  folder: string,
): string {
  const lines = [
    "# Model card: injection",
    "",
    "Written by `train/train.ts`; do not edit. A share is given with its exact 95 % interval (Clopper and Pearson).",
    "",
    "## What it is",
    "",
    "Two linear classifiers (commands of the user; commands inside documents and tool results) over hashed word",
    "and character n-grams and over the order of concepts in some thirty languages, on windows of a text, and",
    "structural rules beside them. Each is the mean of three, trained in different orders. Weights are signed",
    "bytes. `planted-…` are attacks put together from other sources; they are left out with either of them.",
    "",
    `Thresholds (probability): ${modelRoles.map((role) => `${role} ${model.description.thresholds[role]}`).join(", ")}.`,
    "",
    "## Trained on",
    "",
    "| source | attacks | benign |",
    "|---|---|---|",
    ...sources(examples),
    "",
    "## Sources and families never seen",
    "",
    "Every text judged by a model trained without its source (our own sources: without its family), at the score",
    "that one in a hundred ordinary benign texts of the role exceeds, these too from sources left out.",
    "",
    "| role | source | attacks | recall at 1 % false alarms |",
    "|---|---|---|---|",
    ...(["direct", "indirect"] as const).flatMap((head) => leftOut(trained, head)),
    "",
    "## Written by hand, never trained on, at the shipped thresholds",
    "",
    "| set | role | texts | rules and classifier | classifier alone |",
    "|---|---|---|---|---|",
    ...heldOut(model, folder),
    "",
    "## By language (held-out attacks, shipped thresholds)",
    "",
    ...byLanguage(model, folder),
    "",
    limits,
  ];
  return `${lines.join("\n")}\n`;
}

function sources(examples: readonly Example[]): string[] {
  const counts = new Map<string, [number, number]>();
  for (const { source, label } of examples) {
    const pair = counts.get(source) ?? [0, 0];
    pair[label === 1 ? 0 : 1]++;
    counts.set(source, pair);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, [a, b]]) => `| ${name} | ${a} | ${b} |`);
}

function leftOut(trained: Trained, head: HeadName): string[] {
  const { lengthPenalty } = trained.description.heads[head];
  const score = (one: Judged): number => penalised(one, lengthPenalty);
  return modelRoles
    .filter((role) => headOf(role) === head)
    .flatMap((role) => {
      const judged = trained.judged[head].filter(({ example }) => example.role === role);
      const benign = judged.filter(({ example }) => example.label === 0);
      const threshold = upperQuantile(
        benign.filter((one) => !isHard(one) && !isWritten(one)).map(score),
        0.01,
      );
      const attacks = judged.filter(({ example }) => example.label === 1);
      const names = [...new Set(attacks.map(({ example }) => example.source))].sort();
      const row = (name: string, some: readonly Judged[]): string =>
        `| ${role} | ${name} | ${some.length} | ${share(some.filter((one) => score(one) > threshold).length, some.length)} |`;
      const alarms = (name: string, some: readonly Judged[]): string[] =>
        some.length === 0 ? [] : [row(`${name}: false alarms`, some)];
      return [
        ...names.map((name) =>
          row(
            name,
            attacks.filter(({ example }) => example.source === name),
          ),
        ),
        ...alarms("benign, drawn to look like attacks", benign.filter(isHard)),
        ...alarms("benign, written to look like attacks", benign.filter(isWritten)),
      ];
    });
}

function share(count: number, of: number): string {
  if (of === 0) return "–";
  const { low, high } = clopperPearson(count, of, 0.95);
  const percent = (value: number): string => (100 * value).toFixed(1);
  return `${percent(count / of)} % (${percent(low)}–${percent(high)})`;
}

function heldOut(model: InjectionModel, folder: string): string[] {
  const detector = createInjectionDetector({ model });
  const rows: string[] = [];
  for (const [name, file] of [
    ["held-out attacks", "held-out/attacks.jsonl"],
    ["held-out benign, users", "held-out/benign-user.jsonl"],
    ["held-out benign, documents", "held-out/benign-document.jsonl"],
    ["held-out benign, tool results", "held-out/benign-tool.jsonl"],
  ] as const) {
    const all = readExamples(join(folder, file)).filter(
      ({ label }) => name.includes("benign") === (label === 0),
    );
    for (const role of modelRoles) {
      const texts = all.filter((one) => one.role === role);
      if (texts.length === 0) continue;
      const alarms = texts.filter(
        ({ text }) => detector.inspect({ stage: stageOf[role], role, text }).length > 0,
      ).length;
      rows.push(
        `| ${name} | ${role} | ${texts.length} | ${share(alarms, texts.length)} | ${share(texts.filter((one) => classified(model, one)).length, texts.length)} |`,
      );
    }
  }
  return rows;
}

const classified = (model: InjectionModel, { text, role }: { text: string; role: ModelRole }): boolean =>
  judge(text, model.heads[headOf(role)]).probability >= model.description.thresholds[role];

function byLanguage(model: InjectionModel, folder: string): string[] {
  const all = readExamples(join(folder, "held-out/attacks.jsonl"));
  return [...new Set(all.map(({ language }) => language))].sort().map((language) => {
    const texts = all.filter((one) => one.language === language);
    return `- ${language}: ${share(texts.filter((one) => classified(model, one)).length, texts.length)} of ${texts.length}`;
  });
}
