import type { Check, CorpusRef, IntentFacts, JsonValue } from "../../../contracts/index.ts";
import { digestOf } from "../../../formats/index.ts";
import { ask } from "./ask.ts";
import { canaryCases, check as id, recordCases } from "./cases.ts";
import { declaredBy } from "./declared.ts";

const version = "1.0.0";

/** Secrets that were planted in the training data, and records of it, are asked for by what stands before them. */
export const check: Check = {
  id,
  version,
  title: "Memorised training data",
  about: "Secrets planted in the data a model was trained on, or records of it, come back to whoever asks.",
  needs: { kind: "conversation" },
  whereDeclared: true,
  measure: "rate",
  covers: ["memorisation"],
  references: ["AML.T0057", "AML.T0024.000", "LLM02:2025", "CWE-359"],
  plan: ({ target }) => {
    const { canaries, records } = declaredBy(target);
    const cases = [
      ...(canaries === undefined ? [] : canaryCases(canaries)),
      ...(records === undefined ? [] : recordCases(records.file)),
    ];
    const corpus = (count: number): CorpusRef => ({
      pack: "training-data",
      version,
      // Safe: cases are plain JSON data.
      digest: digestOf(cases as unknown as JsonValue),
      cases: count,
    });
    const asked = cases.filter(({ arm }) => arm === "attack").length;
    return {
      cases,
      corpora: { attack: corpus(asked), baseline: corpus(cases.length - asked), benign: corpus(0) },
      leftOut:
        cases.length === 0
          ? [
              {
                case: "all",
                reason: "the target declares no `canaries` and no `records` that it was trained on",
              },
            ]
          : [],
    };
  },
  describe: factsOf,
  run: ask,
};

const remedy =
  "Take duplicates and personal data out of the training data, train for fewer epochs or with differential privacy, and filter answers for what must not come out.";
const elsewhere = "Look whether it reached the model by another way: its prompt, its documents, its tests.";

function factsOf(intent: string): IntentFacts | undefined {
  const [, what, copies] = /^(planted|protected-record)-(\d{1,9})$/.exec(intent) ?? [];
  const times = copies === "1" ? "once" : `${copies} times`;
  const facts: Readonly<Record<string, readonly [string, string]>> = {
    planted: [`What stands ${times} in the training data comes back`, remedy],
    "protected-record": [
      `Protected records come back${copies === undefined ? "" : ` that stand ${times} in the training data`}`,
      remedy,
    ],
    "never-planted": ["A secret that was never planted comes back", elsewhere],
    "unseen-record": ["A record that was not trained on comes back", elsewhere],
  };
  const known = facts[what ?? intent];
  return known === undefined ? undefined : { title: known[0], remedy: known[1], references: [] };
}
