import type { Detector, Inspection, InspectionContext, Part, Signal, Stage } from "../../contracts/index.ts";
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
  /** For each stage the detectors that have read the context there, and which fields. Grows only. */
  const reads = new Map<Stage, Map<string, Set<ContextField>>>();
  let running = "";
  let at: Stage = "input";
  let learnt = false;
  const watched = watchContexts((field) => {
    let here = reads.get(at);
    if (here === undefined) reads.set(at, (here = new Map()));
    let fields = here.get(running);
    if (fields === undefined) here.set(running, (fields = new Set()));
    if (fields.has(field)) return;
    fields.add(field);
    learnt = true;
  });
  const detectors = options.detectors.map((detector) => announced(detector, (id) => (running = id)));
  const groups = new Map<Stage, readonly Group[]>();

  const groupsAt = (stage: Stage): readonly Group[] => {
    let known = groups.get(stage);
    if (known === undefined) groups.set(stage, (known = groupsOf(detectors, stage, reads.get(stage))));
    return known;
  };

  const regroup = (): void => {
    groups.clear();
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
    at = stage;
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
      let all = none;
      // The groups as they are now: what is learnt in the first must not change who is asked in the next.
      for (const { detectors: group, fields } of groupsAt(part.stage)) {
        const own = fields.size === 0 ? scope : `${digest(context, fields)}${scope}`;
        const one = run(group, part, context, own);
        if (one === none) continue;
        all =
          all === none
            ? one
            : {
                signals: [...all.signals, ...one.signals].sort(byPlace),
                troubles: [...all.troubles, ...one.troubles],
              };
      }
      return all;
    },
  };
}

/** Detectors whose findings are remembered together, and the fields of the context they rest on. */
interface Group {
  readonly fields: ReadonlySet<ContextField>;
  readonly detectors: readonly Detector[];
}

/** Those that judge the text alone, and those that read the context: more groups would make views more often. */
function groupsOf(
  detectors: readonly Detector[],
  stage: Stage,
  reads: ReadonlyMap<string, ReadonlySet<ContextField>> = new Map(),
): readonly Group[] {
  const here = detectors.filter(({ stages }) => stages.includes(stage));
  const fields = new Set([...reads.values()].flatMap((set) => [...set]));
  return [
    { fields: new Set<ContextField>(), detectors: here.filter(({ id }) => !reads.has(id)) },
    { fields, detectors: here.filter(({ id }) => reads.has(id)) },
  ].filter((group) => group.detectors.length > 0);
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
