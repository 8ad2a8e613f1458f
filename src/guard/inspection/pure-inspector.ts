import type { Detector, Inspection, InspectionContext, Part, Signal } from "../../contracts/index.ts";
import { createInspectionCache } from "./inspection-cache.ts";
import { contextDigests, watchContexts, type ContextField } from "./watched-context.ts";

/** Runs detectors over a text and its views; the door of `detect` has it. */
export type InspectText = (
  detectors: readonly Detector[],
  inspection: Inspection,
  watching?: {
    failed?(detector: Detector, error: unknown): void;
    took?(detector: Detector, micros: number): void;
  },
) => readonly Signal[];

/** A detector that threw or took too long; the sentence holds nothing of the text. */
export interface Trouble {
  readonly detector: string;
  readonly reason: string;
}

export interface Inspected {
  readonly signals: readonly Signal[];
  readonly troubles: readonly Trouble[];
}

export interface PureInspectorOptions {
  readonly detectors: readonly Detector[];
  readonly inspectText: InspectText;
  /** Milliseconds one text may take in a detector. */
  readonly budgets: ReadonlyMap<string, number>;
  /** UTF-16 units of text remembered; 8 million unless told. 0: nothing. */
  readonly cacheCharacters?: number;
}

export interface PureInspector {
  inspect(part: Pick<Part, "stage" | "role" | "text" | "source">, context: InspectionContext): Inspected;
}

const none: Inspected = { signals: [], troubles: [] };

/**
 * Runs pure detectors and remembers what they found, so that a conversation that comes whole with every turn
 * costs only what is new.
 *
 * Most detectors judge the text alone. Which fields of the context one reads is found out by watching it: from
 * the first read on, its findings are remembered together with the content of those fields. So a finding is
 * only ever repeated for the same stage, role, source, text and whatever else it rested on. Pure detectors are
 * not told the principal, which makes what they find the same for everybody.
 */
export function createPureInspector(options: PureInspectorOptions): PureInspector {
  const { inspectText, budgets } = options;
  const cache = createInspectionCache(options.cacheCharacters ?? 8_000_000);
  const digest = contextDigests();
  /** Detectors that have read the context, and which fields. Grows only. */
  const reads = new Map<string, Set<ContextField>>();
  let running = "";
  let learnt = false;
  const watched = watchContexts((field) => {
    let fields = reads.get(running);
    if (fields === undefined) reads.set(running, (fields = new Set()));
    if (fields.has(field)) return;
    fields.add(field);
    learnt = true;
  });
  const detectors = options.detectors.map((detector) => announced(detector, (id) => (running = id)));
  let byText: readonly Detector[] = detectors;
  let byContext: readonly Detector[] = [];
  let fields: ReadonlySet<ContextField> = new Set();

  const regroup = (): void => {
    byText = detectors.filter(({ id }) => !reads.has(id));
    byContext = detectors.filter(({ id }) => reads.has(id));
    fields = new Set([...reads.values()].flatMap((set) => [...set]));
    // What is remembered was found by other groups of detectors.
    cache.clear();
  };

  const run = (
    group: readonly Detector[],
    part: Pick<Part, "stage" | "role" | "text" | "source">,
    context: InspectionContext,
    scope: string,
  ): Inspected => {
    const known = cache.get(scope, part.text);
    if (known !== undefined) return known.length === 0 ? none : { signals: known, troubles: [] };
    const { stage, role, text, source } = part;
    const inspection: Inspection = {
      stage,
      role,
      text,
      context: watched(context),
      ...(source === undefined ? {} : { source }),
    };
    const troubles: Trouble[] = [];
    learnt = false;
    const signals = inspectText(group, inspection, {
      failed: ({ id }) => troubles.push({ detector: id, reason: "It threw an error." }),
      ...(budgets.size === 0
        ? {}
        : {
            took: ({ id }: Detector, micros: number) => {
              const budget = budgets.get(id);
              if (budget !== undefined && micros > budget * 1000)
                troubles.push({ detector: id, reason: `It took longer than its budget of ${budget} ms.` });
            },
          }),
    });
    if (learnt) regroup();
    else if (troubles.length === 0) cache.set(scope, text, signals);
    return signals.length === 0 && troubles.length === 0 ? none : { signals, troubles };
  };

  return {
    inspect(part, context) {
      // The source comes from outside and therefore last: it cannot pass for another scope.
      const scope = `${part.stage}\n${part.role}\n${part.source ?? ""}`;
      // Both groups as they are now: what is learnt in the first must not change who is asked in the second.
      const [plain, contextual, read] = [byText, byContext, fields];
      const first = run(plain, part, context, scope);
      if (contextual.length === 0) return first;
      const second = run(contextual, part, context, `${digest(context, read)}${scope}`);
      if (second === none) return first;
      if (first === none) return second;
      return {
        signals: [...first.signals, ...second.signals].sort(byPlace),
        troubles: [...first.troubles, ...second.troubles],
      };
    },
  };
}

/** The detector, telling when it runs. Only what inspecting a text needs. */
function announced(detector: Detector, runs: (id: string) => void): Detector {
  const { id, version, about, stages, maxSpan, reads, lookBehind } = detector;
  return {
    id,
    version,
    about,
    stages,
    maxSpan,
    reads,
    lookBehind,
    inspect(inspection) {
      runs(id);
      return detector.inspect(inspection);
    },
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: Signal, b: Signal): number =>
  a.start - b.start || a.end - b.end || order(a.detector, b.detector) || order(a.rule, b.rule);
