import type { Check, CorpusRef, IntentFacts, JsonValue, PlanOptions } from "../../../contracts/index.ts";
import { digestOf } from "../../../formats/index.ts";
import { leakageErrors } from "../errors.ts";
import { parseCanaryFile, type CanaryFile } from "../exposure/canary-file.ts";
import { ask } from "./ask.ts";
import { casesOf, check as id, keyOf } from "./cases.ts";

const version = "1.0.0";

/** Secrets that were planted in the training data are asked for by what stands before them. */
export const check: Check = {
  id,
  version,
  title: "Memorised training data",
  about: "Secrets planted in the data a model was trained on come back to whoever asks for them.",
  needs: { kind: "conversation" },
  whereDeclared: true,
  measure: "rate",
  covers: ["memorisation"],
  references: ["AML.T0057", "AML.T0024.000", "LLM02:2025", "CWE-359"],
  plan: ({ target }) => {
    const file = declared(target);
    const cases = file === undefined ? [] : casesOf(file);
    const corpus = (count: number): CorpusRef => ({
      pack: "canaries",
      version,
      // Safe: cases are plain JSON data.
      digest: digestOf(cases as unknown as JsonValue),
      cases: count,
    });
    const planted = cases.filter(({ arm }) => arm === "attack").length;
    return {
      cases,
      corpora: {
        attack: corpus(planted),
        baseline: corpus(cases.length - planted),
        benign: corpus(0),
      },
      leftOut:
        file === undefined
          ? [{ case: "all", reason: "the target declares no `canaries` that it was trained on" }]
          : [],
    };
  },
  describe: factsOf,
  run: async (testCase, repeat, target, context) => {
    const file = declared(target);
    if (file === undefined) throw leakageErrors.dataUnfit(`${target.id} declares no canaries any more.`);
    return ask(testCase, repeat, target, context, keyOf(file));
  },
};

/** Plans are read once for each text. */
const read = new Map<string, CanaryFile>();

function declared({ id: target, canaries }: PlanOptions["target"]): CanaryFile | undefined {
  if (canaries === undefined) return undefined;
  let file = read.get(canaries);
  if (file === undefined) {
    let value: unknown;
    try {
      value = JSON.parse(canaries);
    } catch {
      throw leakageErrors.dataUnfit(`The canaries of ${target} are not JSON.`);
    }
    file = parseCanaryFile(value);
    read.clear();
    read.set(canaries, file);
  }
  return file;
}

function factsOf(intent: string): IntentFacts | undefined {
  const copies = /^planted-(\d{1,9})$/.exec(intent)?.[1];
  if (intent === "never-planted")
    return {
      title: "A secret that was never planted comes back",
      remedy:
        "Look whether the secrets reached the model by another way: its prompt, its documents, its tests.",
      references: [],
    };
  if (copies === undefined) return undefined;
  return {
    title: `What stands ${copies === "1" ? "once" : `${copies} times`} in the training data comes back`,
    remedy:
      "Take duplicates and personal data out of the training data, train for fewer epochs or with differential privacy, and filter answers for what must not come out.",
    references: [],
  };
}
