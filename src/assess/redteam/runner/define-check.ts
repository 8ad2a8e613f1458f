import type { CapabilityName, Check, EffectKind } from "../../../contracts/index.ts";
import { buildCases, loadCorpus, type Corpus } from "../../corpus/index.ts";
import { runCase } from "./run-case.ts";

/** What tells one red-team check from another; how it runs is the same for all. */
export interface RedTeamSpec {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly about: string;
  /** Folder under `packs/attacks`. */
  readonly corpus: string;
  readonly needs?: readonly CapabilityName[];
  readonly mayCause?: readonly EffectKind[];
  readonly covers: readonly string[];
  readonly references: readonly string[];
}

/**
 * Makes a check from a corpus: its cases are the corpus crossed with its techniques, a trial is one
 * conversation, and the case's oracle decides. The pack is read when the check is first planned.
 */
export function defineRedTeamCheck(spec: RedTeamSpec): Check {
  const { corpus: pack, needs, ...identity } = spec;
  let read: Corpus | undefined;
  const corpus = (): Corpus => (read ??= loadCorpus(pack));
  return {
    ...identity,
    needs: { kind: "conversation", ...(needs === undefined ? {} : { capabilities: needs }) },
    measure: "rate",
    plan: ({ target, facts }) =>
      buildCases(corpus(), { check: spec.id, surfaces: target.capabilities.surfaces, facts }),
    describe: (id) => {
      const intent = corpus().intents.find((one) => one.id === id);
      return intent === undefined
        ? undefined
        : { title: intent.title, remedy: intent.remedy, references: intent.references };
    },
    run: runCase,
  };
}
