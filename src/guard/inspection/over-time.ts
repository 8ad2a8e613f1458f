import { hash } from "node:crypto";
import type {
  GuardedExchange,
  GuardedRequest,
  GuardedResponse,
  JsonValue,
  Part,
  PlacedSignal,
  Signal,
  StateStore,
  StatefulDetector,
  Step,
} from "../../contracts/index.ts";
import type { Trouble } from "./pure-inspector.ts";

/** The part of a state store the guard uses. */
export type GuardState = Pick<StateStore, "update">;

/** A step and the part it is about, where it is about one. */
export interface PlacedStep {
  readonly step: Step;
  readonly part: string;
}

export interface SteppedOver {
  readonly signals: readonly PlacedSignal[];
  readonly troubles: readonly Trouble[];
  /** Whether every detector that was asked kept its memory. */
  readonly kept: boolean;
}

/** Memories of one exchange for detectors that may not keep any beyond it; from its request to its answer. */
export type PassingMemory = Map<string, JsonValue>;

/**
 * What is new in a request, as steps in order: the tools it declares; then each text after the model's last
 * word; what came before was new in an earlier request. The size and the feature rows of the request are on its
 * first step only.
 */
export function requestSteps(request: GuardedRequest, now: number, whole: boolean): PlacedStep[] {
  const { exchange, parts, tools, features, bytes } = request;
  const base = stepBase(exchange, now);
  const spoken = parts.filter(({ stage }) => stage !== "tool-definition");
  const fresh = whole ? spoken : spoken.slice(spoken.findLastIndex(({ role }) => role === "assistant") + 1);
  const steps: PlacedStep[] = [];
  if (tools.length > 0) steps.push({ part: "", step: { ...base, stage: "tool-definition", tools } });
  const first = fresh[0];
  const facts = { bytes, ...(features === undefined ? {} : { features }) };
  if (first === undefined) steps.push({ part: "", step: { ...base, stage: "input", ...facts } });
  for (const part of fresh) steps.push(partStep(part, base, part === first ? facts : {}));
  return steps;
}

/** What came back, as steps in order: the tools it tells of, then its texts. Predictions, usage and size are on the first. */
export function responseSteps(request: GuardedRequest, response: GuardedResponse, now: number): PlacedStep[] {
  const base = stepBase(request.exchange, now);
  const facts = {
    bytes: response.bytes,
    ...(response.usage === undefined ? {} : { usage: response.usage }),
    ...(response.predictions === undefined ? {} : { predictions: response.predictions }),
    ...(response.predictions === undefined || request.features === undefined
      ? {}
      : { features: request.features }),
  };
  const { parts, tools = [] } = response;
  const told: PlacedStep[] =
    tools.length === 0 ? [] : [{ part: "", step: { ...base, stage: "tool-definition", tools } }];
  const [first] = parts;
  if (first === undefined) return [...told, { part: "", step: { ...base, stage: "output", ...facts } }];
  return [...told, ...parts.map((part) => partStep(part, base, part === first ? facts : {}))];
}

function stepBase(exchange: GuardedExchange, now: number): Omit<Step, "stage"> {
  const { principal, session, address, model, context } = exchange;
  return {
    at: now,
    principal,
    context,
    ...(session === undefined ? {} : { session }),
    ...(address === undefined ? {} : { address }),
    ...(model === undefined ? {} : { model }),
  };
}

function partStep(part: Part, base: Omit<Step, "stage">, facts: Partial<Step>): PlacedStep {
  const { at, stage, text, source, toolCall } = part;
  return {
    part: at,
    step: {
      ...base,
      stage,
      text,
      ...(source === undefined ? {} : { source }),
      ...(toolCall === undefined ? {} : { toolCall }),
      ...facts,
    },
  };
}

/**
 * The place of a detector's memory for an exchange; undefined where it may have none. A claimed identity has
 * none of its own, and a session only together with its verified principal: who merely names somebody else's
 * session neither reads nor spoils its memory. What a model sees is the model's, whoever asks.
 */
export function memoryPlace(detector: StatefulDetector, exchange: GuardedExchange): string | undefined {
  const { principal, session, virtualKey, model } = exchange;
  const about = aboutWhom();
  if (about === undefined) return undefined;
  // Names of principals and sessions come from outside: in keys they stand as digests.
  return `guard:${detector.id}:${detector.key}:${hash("sha256", JSON.stringify([detector.version, ...about]), "hex").slice(0, 40)}`;

  function aboutWhom(): readonly string[] | undefined {
    switch (detector.key) {
      case "principal":
        return principal.verified ? [principal.id] : undefined;
      case "session":
        return principal.verified && session !== undefined ? [principal.id, session] : undefined;
      case "virtual-key":
        return virtualKey === undefined ? undefined : [virtualKey];
      case "model":
        return model === undefined ? undefined : [model];
      default:
        return detector.key satisfies never;
    }
  }
}

/**
 * Steps the detectors that remember, each in one atomic update, all at once. A detector about a session that
 * may keep no memory still sees this one exchange whole, history included, in memory of its own that ends
 * with it; the others are then silent.
 */
export async function stepDetectors(
  detectors: readonly StatefulDetector[],
  exchange: GuardedExchange,
  steps: (whole: boolean) => readonly PlacedStep[],
  state: GuardState,
  passing: PassingMemory,
): Promise<SteppedOver> {
  const results = await Promise.all(
    detectors.map(async (detector): Promise<SteppedOver> => {
      const place = memoryPlace(detector, exchange);
      try {
        if (place !== undefined) {
          const own = stepsFor(detector, steps(false));
          if (own.length === 0) return { signals: [], troubles: [], kept: true };
          const signals = await state.update<JsonValue, readonly PlacedSignal[]>(
            place,
            detector.remembers,
            (held) => foldSteps(detector, held ?? detector.init(), own),
          );
          return { signals, troubles: [], kept: true };
        }
        if (detector.key !== "session") return { signals: [], troubles: [], kept: false };
        const own = stepsFor(detector, steps(true));
        const [after, signals] = foldSteps(detector, passing.get(detector.id) ?? detector.init(), own);
        passing.set(detector.id, after);
        return { signals, troubles: [], kept: false };
      } catch {
        const trouble = {
          detector: detector.id,
          reason: "It threw an error, or its memory could not be reached.",
        };
        return { signals: [], troubles: [trouble], kept: place !== undefined };
      }
    }),
  );
  return {
    signals: results.flatMap(({ signals }) => signals),
    troubles: results.flatMap(({ troubles }) => troubles),
    kept: results.every(({ kept }) => kept),
  };
}

const stepsFor = ({ stages }: StatefulDetector, steps: readonly PlacedStep[]): readonly PlacedStep[] =>
  steps.filter(({ step }) => stages.includes(step.stage));

function foldSteps(
  detector: StatefulDetector,
  from: JsonValue,
  steps: readonly PlacedStep[],
): readonly [JsonValue, readonly PlacedSignal[]] {
  let state = from;
  const found: PlacedSignal[] = [];
  for (const { step, part } of steps) {
    const [next, signals] = detector.step(state, step);
    state = next;
    for (const signal of signals) found.push({ ...inside(signal, step.text ?? ""), part });
  }
  return [state, found];
}

function inside(signal: Signal, text: string): Signal {
  const end = Math.min(signal.end, text.length);
  return end === signal.end ? signal : { ...signal, start: Math.min(signal.start, end), end };
}
