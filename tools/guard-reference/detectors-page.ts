import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Detector, StatefulDetector } from "../../src/contracts/index.ts";
import { detectors, overTimeDetectors } from "../../src/detect/index.ts";
import { items as secretFamilies } from "../../src/detect/secrets/items.generated.ts";
import { detectorSettings, remoteSettings } from "./detector-settings.ts";

const root = join(import.meta.dirname, "../../src/detect");
const reads = {
  written: "the text as written",
  normalised: "the text as written and normalised",
  decoded: "the text as written, normalised and decoded",
} as const;

/** The page `docs/reference/detectors.md`: every detector, where it looks, its rules and settings. */
export function detectorsPage(): string {
  const pure = [...detectors].sort(byId);
  const overTime = [...overTimeDetectors].sort(byId);
  return `${[
    "# Detectors",
    "",
    "<!-- Written by `npm run docs` from the detectors. Do not edit. -->",
    "",
    "A policy turns a detector on under `detectors:`, by its id, with `true` or with settings; its rules ask for signals by",
    "detector, by the detector's rule, by category and by score. A detector decides nothing by itself.",
    "Rules named here are those a detector proves with examples of its own, and it is not built when it fails them.",
    "",
    "| id | kind | finds | in streams |",
    "|---|---|---|---|",
    ...pure.map(
      (one) =>
        `| [\`${one.id}\`](#${one.id}) | pure | ${one.about} | ${holds(one) ? "redacts and cuts" : "can cut"} |`,
    ),
    ...overTime.map(({ id, about }) => `| [\`${id}\`](#${id}) | over time | ${about} | – |`),
    ...remoteSettings.map(({ id, about }) => `| [\`${id}\`](#${id}) | remote | ${about} | – |`),
    "",
    "# Pure detectors",
    "",
    "They look at one text, in linear time, and remember nothing.",
    ...pure.flatMap(pureSection),
    "",
    "# Detectors over time",
    "",
    "They look at what happens step by step. What they remember lies in the gateway's state: in memory or in Redis.",
    "`principal` means a verified one; for a merely claimed caller nothing is remembered, and the record says so.",
    ...overTime.flatMap(overTimeSection),
    "",
    "# Remote detectors",
    "",
    "They ask a model or a service you name. Several of one kind may run side by side, each with an id of its own and",
    "`kind:`. A missed deadline or an unreadable answer is a failure, and a failure stops traffic unless the policy says",
    "`onError: open`.",
    ...remoteSettings.flatMap(({ id, about, use }) => ["", `## ${id}`, "", about, ...yamlOf(use)]),
    "",
    "# Rules of `secrets`",
    "",
    `${secretFamilies.reduce((sum, { rules }) => sum + rules.length, 0)} rules. The types of \`personal-data\` are [on their own page](personal-data.md).`,
    "",
    "| rule | what it is | provider |",
    "|---|---|---|",
    ...secretFamilies
      .flatMap(({ provider, rules }) => rules.map(({ id, about }) => ({ id, about, provider })))
      .sort(byId)
      .map(({ id, about, provider }) => `| \`${id}\` | ${about} | ${provider} |`),
  ].join("\n")}\n`;
}

const holds = (detector: Detector): boolean => detector.hold !== undefined;

function pureSection(detector: Detector): string[] {
  const { id, about, stages, reads: depth, version } = detector;
  return [
    "",
    `## ${id}`,
    "",
    `${about} Version ${version}.`,
    "",
    `- Stages: ${stages.join(", ")}.`,
    `- Reads ${reads[depth]}.`,
    holds(detector)
      ? "- In a stream it holds what may still become a signal, so that it can be taken out."
      : "- In a stream it looks at what arrives and at the end: it can cut an answer, not take words out.",
    `- Rules: ${rulesOf(id, `${id}/fixtures.json`)}.`,
    ...settingsOf(id),
  ];
}

function overTimeSection({ id, about, stages, key, remembers, version }: StatefulDetector): string[] {
  const days = remembers / 86_400;
  const kept = days >= 1 ? `${days} ${days === 1 ? "day" : "days"}` : `${remembers} seconds`;
  return [
    "",
    `## ${id}`,
    "",
    `${about} Version ${version}.`,
    "",
    `- Stages: ${stages.join(", ")}.`,
    `- Remembers by ${key}, until ${kept} after the last step.`,
    `- Rules: ${rulesOf(id, `over-time/${id}/scenarios.json`)}.`,
    ...settingsOf(id),
  ];
}

/** The rules that its examples must raise. */
function rulesOf(id: string, file: string): string {
  if (id === "secrets") return "[below](#rules-of-secrets)";
  if (id === "personal-data") return "[the types of personal data](personal-data.md)";
  if (id === "user-patterns") return "the ids of your patterns";
  const rules = new Set<string>();
  for (const found of globSync(file, { cwd: root }))
    collect(JSON.parse(readFileSync(join(root, found), "utf8")), rules);
  return rules.size === 0
    ? `\`${id}\``
    : [...rules]
        .sort()
        .map((rule) => `\`${rule}\``)
        .join(", ");
}

function collect(value: unknown, rules: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "rule" && typeof inner === "string") rules.add(inner);
    else if (key === "rules" && Array.isArray(inner) && inner.every((one) => typeof one === "string"))
      for (const one of inner) rules.add(one);
    else if (key !== "settings") collect(inner, rules);
  }
}

function settingsOf(id: string): string[] {
  const known = detectorSettings[id];
  if (known === undefined) return ["- No settings."];
  return [`- Settings: ${known.about}`, ...yamlOf({ [id]: { settings: known.example } })];
}

const yamlOf = (value: unknown): string[] => [
  "",
  "```yaml",
  stringify({ detectors: value }, { lineWidth: 110 }).trimEnd(),
  "```",
];

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
