import { permutation, seededRandom } from "../../../stats/index.ts";
import {
  answerLength,
  keptAnswer,
  type Fingerprint,
  type FingerprintSettings,
  type ProbeAnswers,
} from "./document.ts";
import { fingerprintProbes, isCanary, probeSetDigest, type Probe } from "./probes.ts";

/** What an endpoint answered to one probe, or how it failed. */
export type Asked =
  | { readonly answer: string; readonly model?: string; readonly fingerprint?: string }
  | { readonly failure: string };

export interface CollectOptions {
  readonly subject: Fingerprint["subject"];
  readonly settings: FingerprintSettings;
  /** Answers to each prompt. */
  readonly samples: number;
  /** Repeats of each canary at temperature 0; none where the endpoint has no temperature. */
  readonly canaryRepeats: number;
  readonly seed: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** The most questions under way at once. */
  readonly parallel: number;
  /** Asks one probe. `seed` differs from question to question, so that answers vary where a seed is honoured. */
  readonly ask: (probe: Probe, how: { readonly greedy: boolean; readonly seed: number }) => Promise<Asked>;
}

/** Names that are told apart; an endpoint that makes up a new one each time shows that with fewer. */
const mostNames = 50;

interface Question {
  readonly probe: Probe;
  readonly greedy: boolean;
  readonly seed: number;
}

/**
 * Asks all probes and writes down how they were answered. Questions are asked in a seeded random order, so that an
 * endpoint that changes with time does not meet one prompt alone. What `ask` throws ends the collection.
 */
export async function collectFingerprint(options: CollectOptions): Promise<Fingerprint> {
  const { samples, canaryRepeats, seed, ask } = options;
  const random = seededRandom(seed);
  const questions: Question[] = fingerprintProbes.flatMap((probe) => [
    ...times(samples, () => ({ probe, greedy: false, seed: random.integer(2 ** 31) })),
    ...(isCanary(probe) ? times(canaryRepeats, () => ({ probe, greedy: true, seed: 1 })) : []),
  ]);
  const order = permutation(questions.length, random.derive("order"));
  const waiting = order.flatMap((i) => questions[i] ?? []);
  const asked = new Map<Question, Asked>();
  const worker = async (): Promise<void> => {
    for (let question = waiting.pop(); question !== undefined; question = waiting.pop()) {
      const { probe, greedy } = question;
      try {
        asked.set(question, await ask(probe, { greedy, seed: question.seed }));
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(times(Math.max(1, options.parallel), worker));
  return written(options, questions, asked);
}

function written(
  options: CollectOptions,
  questions: readonly Question[],
  asked: ReadonlyMap<Question, Asked>,
): Fingerprint {
  // Maps: the endpoint chooses the names, `__proto__` included.
  const models = new Map<string, number>();
  const fingerprints = new Map<string, number>();
  const failed = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string | undefined): void => {
    if (name === undefined) return;
    const key = name.slice(0, 300).toWellFormed();
    if (counts.has(key) || counts.size < mostNames) counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const result of asked.values()) {
    if ("failure" in result) count(failed, result.failure);
    else {
      count(models, result.model);
      count(fingerprints, result.fingerprint);
    }
  }
  const answersTo = (probe: Probe, greedy: boolean): ProbeAnswers => ({
    probe: probe.id,
    prompt: probe.digest,
    answers: questions
      .filter((question) => question.probe === probe && question.greedy === greedy)
      .flatMap((question) => {
        const result = asked.get(question);
        return result === undefined || "failure" in result ? [] : [keptAnswer(result.answer)];
      }),
  });
  const canaries = fingerprintProbes.filter(isCanary).map((probe) => answersTo(probe, true));
  return {
    schemaVersion: "bartizan.fingerprint/v1",
    subject: options.subject,
    takenAt: options.takenAt,
    seed: options.seed,
    probeSet: probeSetDigest,
    length: answerLength,
    settings: options.settings,
    sampled: fingerprintProbes.map((probe) => answersTo(probe, false)),
    ...(options.canaryRepeats === 0 ? {} : { canaries }),
    reported: { models: Object.fromEntries(models), fingerprints: Object.fromEntries(fingerprints) },
    failed: Object.fromEntries(failed),
  };
}

const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
