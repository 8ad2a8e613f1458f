import { stringify } from "yaml";
import type {
  Detector,
  Finding,
  GuardAction,
  InspectionContext,
  JsonObject,
  Role,
  Signal,
  Stage,
  Trial,
  Turn,
} from "../../contracts/index.ts";
import type { InspectText } from "../inspection/pure-inspector.ts";

export interface ProposeOptions {
  readonly finding: Finding;
  /** Trials of the finding's case: breached ones, and benign twins to keep apart from. */
  readonly trials: readonly Trial[];
  readonly detectors: readonly Detector[];
  readonly inspectText: InspectText;
}

/** What to add to a policy. `yaml` is the part of a policy file that holds it, for a person to review. */
export type Proposal =
  | {
      readonly kind: "rule";
      readonly rule: JsonObject;
      readonly test: JsonObject;
      readonly yaml: string;
      /** Breached trials in which the rule would have fired, of how many. */
      readonly breached: { readonly stopped: number; readonly of: number };
      /** Benign trials in which it would have fired too. */
      readonly benign: { readonly stopped: number; readonly of: number };
      readonly sentence: string;
    }
  | {
      /** No detector sees it: the test stands alone and fails until something does. */
      readonly kind: "no-signal";
      readonly test: JsonObject;
      readonly yaml: string;
      readonly sentence: string;
    };

interface Told {
  readonly turn: Turn;
  readonly stage: Stage;
  readonly text: string;
  readonly source?: string;
  /** How many turns of the conversation there are up to here. */
  readonly upTo: number;
}

interface Candidate {
  readonly key: string;
  readonly detector: string;
  readonly rule: string;
  readonly category: Signal["category"];
  readonly stage: Stage;
  readonly role: Role;
  /** By trial: the highest score, and up to where its conversation goes. */
  readonly breached: Map<Trial, { readonly score: number; readonly upTo: number }>;
  readonly benign: Set<Trial>;
}

/**
 * Proposes a rule against a finding, and a test that keeps it closed. Of all that the detectors see in the
 * breached trials, the rule rests on what is there most often and in the fewest benign ones. Nothing is put in
 * force: a person reviews it, and a replay shows whom it would have broken.
 */
export function proposeRule(options: ProposeOptions): Proposal {
  const { finding, trials } = options;
  const breached = trials.filter(({ outcome }) => outcome.kind === "breached");
  const benign = trials.filter(({ outcome }) => outcome.kind === "served" || outcome.kind === "refused");
  const candidates = new Map<string, Candidate>();
  for (const trial of breached)
    look(
      trial,
      options,
      (candidate, score, upTo) => {
        const known = candidate.breached.get(trial);
        if (known === undefined || known.score < score) candidate.breached.set(trial, { score, upTo });
      },
      candidates,
    );
  for (const trial of benign) look(trial, options, (candidate) => candidate.benign.add(trial), candidates);
  const best = [...candidates.values()].filter(({ breached: seen }) => seen.size > 0).sort(byWorth)[0];
  if (best === undefined) return noSignal(finding, breached);
  return proposalOf(finding, best, breached.length, benign.length);
}

/** What is stopped less what is broken; then the later stage loses: an attack is best stopped on its way in. */
function byWorth(a: Candidate, b: Candidate): number {
  const worth = ({ breached, benign }: Candidate): number => breached.size - 2 * benign.size;
  return worth(b) - worth(a) || (a.key < b.key ? -1 : 1);
}

function look(
  trial: Trial,
  { detectors, inspectText }: ProposeOptions,
  seen: (candidate: Candidate, score: number, upTo: number) => void,
  candidates: Map<string, Candidate>,
): void {
  const context = contextOf(trial);
  for (const { turn, stage, text, source, upTo } of toldIn(trial)) {
    const inspection = { stage, role: turn.role, text, context, ...(source === undefined ? {} : { source }) };
    for (const { detector, rule, category, score } of inspectText(detectors, inspection)) {
      const key = [stage, turn.role, detector, rule].join("\n");
      let candidate = candidates.get(key);
      if (candidate === undefined) {
        candidate = {
          key,
          detector,
          rule,
          category,
          stage,
          role: turn.role,
          breached: new Map(),
          benign: new Set(),
        };
        candidates.set(key, candidate);
      }
      seen(candidate, score, upTo);
    }
  }
}

/** Every turn of a trial in order. */
const turnsOf = (trial: Trial): readonly { readonly turn: Turn; readonly answer: boolean }[] =>
  trial.exchanges.flatMap(({ request, response }) => [
    ...request.map((turn) => ({ turn, answer: false })),
    ...response.map((turn) => ({ turn, answer: true })),
  ]);

function toldIn(trial: Trial): readonly Told[] {
  return turnsOf(trial).flatMap(({ turn }, index): Told[] => {
    const told: Told[] = [];
    const upTo = index + 1;
    const named = turn.name === undefined ? {} : { source: turn.name };
    if (turn.text !== "") told.push({ turn, stage: stageOf[turn.role], text: turn.text, upTo, ...named });
    for (const call of turn.toolCalls ?? [])
      told.push({ turn, stage: "tool-call", text: call.arguments, source: call.name, upTo });
    return told;
  });
}

const stageOf: Readonly<Record<Role, Stage>> = {
  system: "input",
  user: "input",
  assistant: "output",
  tool: "tool-result",
  document: "document",
};

function contextOf(trial: Trial): InspectionContext {
  const said = (role: Role): string[] =>
    turnsOf(trial).flatMap(({ turn }) => (turn.role === role ? [turn.text] : []));
  return { instructions: said("system"), canaries: [trial.canary], userTexts: said("user"), tools: [] };
}

function proposalOf(finding: Finding, best: Candidate, breached: number, benign: number): Proposal {
  const scores = [...best.breached.values()].map(({ score }) => score);
  const minScore = Math.floor(Math.min(...scores) * 100) / 100;
  const action: GuardAction =
    best.category === "secret" || best.category === "personal-data" ? "redact" : "block";
  const id = `found-${finding.id.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  const rule: JsonObject = {
    id,
    when: {
      signals: { detectors: [best.detector], rules: [best.rule], ...(minScore > 0 ? { minScore } : {}) },
      stages: [best.stage],
      roles: [best.role],
    },
    action,
    severity: finding.severity,
    reason: oneLine(`Closes finding ${finding.id}: ${finding.title}`),
  };
  const [shortest] = [...best.breached].sort(([a], [b]) => lengthOf(a) - lengthOf(b));
  const test = { ...testOf(finding, shortest?.[0], shortest?.[1].upTo), expect: action, rule: id };
  const counts = {
    breached: { stopped: best.breached.size, of: breached },
    benign: { stopped: best.benign.size, of: benign },
  };
  return {
    kind: "rule",
    rule,
    test,
    ...counts,
    yaml: stringify({ rules: [rule], tests: [test] }, { lineWidth: 110 }),
    sentence:
      `The rule would have fired in ${counts.breached.stopped} of ${breached} breached trials ` +
      `and in ${counts.benign.stopped} of ${benign} benign ones.`,
  };
}

function noSignal(finding: Finding, breached: readonly Trial[]): Proposal {
  const [shortest] = [...breached].sort((a, b) => lengthOf(a) - lengthOf(b));
  const test = { ...testOf(finding, shortest, undefined), expect: "block" };
  return {
    kind: "no-signal",
    test,
    yaml: stringify({ tests: [test] }, { lineWidth: 110 }),
    sentence:
      breached.length === 0
        ? "There is no breached trial to learn from."
        : `No detector sees anything in the ${breached.length} breached trials: a rule needs one that does, such as a pattern of your own or a tool policy.`,
  };
}

const lengthOf = (trial: Trial): number =>
  turnsOf(trial).reduce((sum, { turn }) => sum + turn.text.length, 0);

/** The conversation of a trial as a test of a policy. */
function testOf(finding: Finding, trial: Trial | undefined, upTo: number | undefined): JsonObject {
  const turns = trial === undefined ? [] : turnsOf(trial).slice(0, upTo);
  const conversation = turns.flatMap(({ turn }): JsonObject[] => [
    ...(turn.text === ""
      ? []
      : [{ role: turn.role, text: turn.text, ...(turn.name === undefined ? {} : { source: turn.name }) }]),
    ...(turn.toolCalls ?? []).map((call) => ({
      role: "assistant",
      toolCall: { name: call.name, arguments: call.arguments },
    })),
  ]);
  return {
    name: oneLine(`${finding.id}: ${finding.title}`).slice(0, 300),
    conversation:
      conversation.length === 0 ? [{ role: "user", text: "(nothing was recorded)" }] : conversation,
    ...(trial === undefined || trial.canary === "" ? {} : { canaries: [trial.canary] }),
  };
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n\t]+/g, " ").slice(0, 1900);
