import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildProtectedCorpus } from "../../src/detect/index.ts";

const key = "a key of the bench, no secret";

/**
 * Writes a policy that turns on every pure detector, with rules that act on each, and returns its path. With
 * `gateway` it configures a gateway too (YAML, the content of that key).
 */
export function writeBenchPolicy(folder: string, gateway?: string): string {
  const corpus = buildProtectedCorpus(
    Array.from(
      { length: 2_000 },
      (_, i) => `Record ${i} of project heron was moved to vault ${i * 7} in Basel.`,
    ),
    { key },
  );
  const file = join(folder, "policy.yaml");
  writeFileSync(
    file,
    `schemaVersion: bartizan.policy/v1
policy: {id: bench, version: 1.0.0, description: Every pure detector., owner: bench}
inherit: ["bartizan:strict"]
override:
  rules:
    # The texts of the bench are full of trigger words, and a request that is refused costs less.
    likely-manipulation: {mode: monitor}
    commands-to-the-assistant: {mode: monitor}
    jailbreak: {mode: monitor}
remove: {tests: ["*"]}
detectors:
  hidden-text: true
  links: true
  personal-data: true
  prompt-leak: true
  protected-corpus: {settings: {key: ${JSON.stringify(key)}, corpus: ${JSON.stringify(corpus)}}}
  terminal-escapes: true
  unsafe-output: true
  user-patterns: {settings: {patterns: [{id: ticket, pattern: "HERON-[0-9]{4,8}"}, {id: badge, pattern: "(?i)badge no [a-z]{2}[0-9]{6}"}]}}
rules:
  - id: personal-data
    when: {signals: {detectors: [personal-data], minScore: 0.6}, stages: [input, document, tool-result, output]}
    action: redact
    severity: medium
  - id: leaks
    when: {signals: {detectors: [prompt-leak, protected-corpus, user-patterns]}, stages: [output]}
    action: redact
    severity: high
  - id: unsafe
    when: {signals: {detectors: [terminal-escapes, unsafe-output, hidden-text, links], minScore: 0.8}, stages: [output]}
    action: redact
    severity: medium
${gateway === undefined ? "" : `gateway:\n${gateway.replace(/^/gm, "  ")}\n`}`,
  );
  return file;
}
