import type {
  Clock,
  Detector,
  Guard,
  GuardedExchange,
  GuardedRequest,
  GuardedResponse,
  Part,
  RiskCategory,
  Signal,
} from "../../contracts/index.ts";
import { stages } from "../../contracts/index.ts";
import { createGuard, type GuardOptions } from "../create-guard.ts";
import { policyFromText } from "../document/read-policy.ts";
import type { InspectText } from "../inspection/pure-inspector.ts";
import { preparePolicy, type DetectorShelf, type PreparedPolicy } from "../policy/prepare.ts";
import { scratchState } from "../proof/scratch-state.ts";

/** Runs detectors over the text as written only. */
export const plainInspect: InspectText = (detectors, inspection, watching = {}) =>
  detectors
    .filter((detector) => detector.stages.includes(inspection.stage))
    .flatMap((detector) => {
      try {
        return detector.inspect(inspection);
      } catch (error) {
        if (watching.failed === undefined) throw error;
        watching.failed(detector, error);
        return [];
      } finally {
        watching.took?.(detector, 0);
      }
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.detector < b.detector ? -1 : 1));

export interface WordDetector extends Detector {
  /** How often it was asked. */
  readonly asked: { times: number; characters: number };
}

/** Finds fixed words; each word is a rule of its own name. */
export function wordDetector(
  id: string,
  words: readonly string[],
  options: {
    readonly category?: RiskCategory;
    readonly score?: number;
    readonly fails?: string;
    readonly holds?: boolean;
  } = {},
): WordDetector {
  const asked = { times: 0, characters: 0 };
  return {
    id,
    version: "1.0.0",
    about: "Words.",
    stages,
    maxSpan: 100,
    reads: "written",
    lookBehind: 0,
    asked,
    ...(options.holds === false ? {} : { hold: (text: string) => Math.max(0, text.length - 20) }),
    inspect({ text }) {
      asked.times += 1;
      asked.characters += text.length;
      if (options.fails !== undefined && text.includes(options.fails)) throw new Error(text);
      return words.flatMap((word) => {
        const found: Signal[] = [];
        for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length))
          found.push({
            detector: id,
            rule: word.toLowerCase(),
            category: options.category ?? "secret",
            score: options.score ?? 1,
            start: at,
            end: at + word.length,
            why: "A word.",
          });
        return found;
      });
    },
  };
}

/** A clock that stands still until it is set. */
export function standingClock(at = "2027-01-15T12:00:00Z"): Clock & { set(moment: string): void } {
  let now = Date.parse(at);
  return {
    now: () => now,
    set: (moment) => {
      now = Date.parse(moment);
    },
    sleep: (_, signal) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener("abort", () => reject(new Error("cancelled"))),
      ),
  };
}

/** A policy around rules and whatever else stands in `yaml`. */
export const policyYaml = (yaml: string): string =>
  `schemaVersion: bartizan.policy/v1\npolicy: {id: sample, version: 1.0.0, description: Sample., owner: tests}\n${yaml}`;

export async function prepared(yaml: string, shelf: DetectorShelf): Promise<PreparedPolicy> {
  return preparePolicy(await policyFromText(policyYaml(yaml), "policy.yaml"), shelf);
}

export function guardOn(policy: PreparedPolicy, options: Partial<GuardOptions> = {}): Guard {
  let ids = 0;
  return createGuard({
    policy,
    state: scratchState(),
    clock: standingClock(),
    newId: () => `d${(ids += 1)}`,
    newNonce: () => "n0nce",
    micros: () => 0,
    inspectText: plainInspect,
    ...options,
  });
}

export const exchangeOf = (given: Partial<GuardedExchange> = {}): GuardedExchange => ({
  id: "x1",
  principal: { id: "ada", verified: true },
  route: "chat",
  tags: [],
  dataClasses: [],
  context: { instructions: [], canaries: [], userTexts: [], tools: [] },
  ...given,
});

export function partOf(text: string, given: Partial<Part> = {}): Part {
  return { at: "/messages/0/content", stage: "input", role: "user", text, ...given };
}

export function requestOf(
  parts: readonly (Part | string)[],
  exchange: Partial<GuardedExchange> = {},
  given: Partial<GuardedRequest> = {},
): GuardedRequest {
  const placed = parts.map((part, index) =>
    typeof part === "string" ? partOf(part, { at: `/messages/${index}/content` }) : part,
  );
  return { exchange: exchangeOf(exchange), parts: placed, tools: [], bytes: 100, ...given };
}

export function answerOf(...texts: readonly string[]): GuardedResponse {
  return {
    parts: texts.map((text, index) => ({
      at: `/choices/${index}/message/content`,
      stage: "output",
      role: "assistant",
      text,
    })),
    bytes: 100,
  };
}
