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

/** The same in steps, for long texts; the door of `detect` has it. */
export type InspectInSlices = (
  detectors: readonly Detector[],
  inspection: Inspection,
  slicing: Parameters<InspectText>[2] & { readonly mostSignals?: number; flooded?(): void },
) => Generator<undefined, readonly Signal[], undefined>;

/** Stands in the place of a detector where inspecting was given up. It never opens. */
export const tooManySignals = "too-many-signals";
/** The trouble of a text that is nothing but signals. */
export const floodOf = (most: number): Trouble => ({
  detector: tooManySignals,
  reason: `There are more than ${most} signals.`,
});

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
  /** For `steps`; without it a long text is one step. */
  readonly inspectInSlices?: InspectInSlices;
  /** No more signals of one text are wanted. */
  readonly mostSignals?: number;
  /** Milliseconds one text may take in a detector. */
  readonly budgets: ReadonlyMap<string, number>;
  /** UTF-16 units of text remembered; 8 million unless told. 0: nothing. */
  readonly cacheCharacters?: number;
}

export interface PureInspector {
  inspect(part: Inspectable, context: InspectionContext): Inspected;
  /** As `inspect`, but between two steps others may have their turn, also in this inspector. */
  steps(part: Inspectable, context: InspectionContext): Generator<undefined, Inspected, undefined>;
}

export type Inspectable = Pick<Part, "stage" | "role" | "text" | "source">;

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
  const { inspectText, inspectInSlices, mostSignals, budgets } = options;
  const cache = createInspectionCache(options.cacheCharacters ?? 8_000_000);
  const digest = contextDigests();
  /** For each stage the detectors that have read the context there, and which fields. Grows only. */
  const reads = new Map<Stage, Map<string, Set<ContextField>>>();
  let running = "";
  let at: Stage = "input";
  /** How often something was learnt: what was begun before is not remembered by the groups of today. */
  let learnt = 0;
  const watched = watchContexts((field) => {
    let here = reads.get(at);
    if (here === undefined) reads.set(at, (here = new Map()));
    let fields = here.get(running);
    if (fields === undefined) here.set(running, (fields = new Set()));
    if (fields.has(field)) return;
    fields.add(field);
    learnt += 1;
    regroup();
  });
  const detectors = options.detectors.map((detector) =>
    announced(detector, (stage) => {
      running = detector.id;
      if (stage !== undefined) at = stage;
    }),
  );
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

  const run = function* (
    group: readonly Detector[],
    part: Inspectable,
    context: InspectionContext,
    scope: string,
    began: number,
    slowly: boolean,
  ): Generator<undefined, Inspected, undefined> {
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
    const spent = new Map<string, number>();
    const watching = {
      failed: ({ id }: Detector) => {
        troubles.push({ detector: id, reason: "It threw an error." });
      },
      ...(budgets.size === 0
        ? {}
        : {
            took: ({ id }: Detector, micros: number) => {
              const budget = budgets.get(id);
              const before = spent.get(id) ?? 0;
              spent.set(id, before + micros);
              if (budget !== undefined && before <= budget * 1000 && before + micros > budget * 1000)
                troubles.push({ detector: id, reason: `It took longer than its budget of ${budget} ms.` });
            },
          }),
    };
    const signals =
      slowly && inspectInSlices !== undefined
        ? yield* inspectInSlices(group, inspection, {
            ...watching,
            ...(mostSignals === undefined
              ? {}
              : { mostSignals, flooded: () => void troubles.push(floodOf(mostSignals)) }),
          })
        : inspectText(group, inspection, watching);
    if (began === learnt && troubles.length === 0) cache.set(scope, text, signals);
    return signals.length === 0 && troubles.length === 0 ? none : { signals, troubles };
  };

  const inspect = function* (
    part: Inspectable,
    context: InspectionContext,
    slowly: boolean,
  ): Generator<undefined, Inspected, undefined> {
    // The source comes from outside and therefore last: it cannot pass for another scope.
    const scope = `${part.stage}\n${part.role}\n${part.source ?? ""}`;
    const began = learnt;
    let all = none;
    // The groups as they are now: what is learnt in the first must not change who is asked in the next.
    for (const { detectors: group, fields } of groupsAt(part.stage)) {
      const own = fields.size === 0 ? scope : `${digest(context, fields)}${scope}`;
      const one = yield* run(group, part, context, own, began, slowly);
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
  };

  return {
    inspect(part, context) {
      // Safe: without slices there is no step before the end.
      return inspect(part, context, false).next().value as Inspected;
    },
    steps: (part, context) => inspect(part, context, true),
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
function announced(detector: Detector, runs: (stage?: Stage) => void): Detector {
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
      runs(inspection.stage);
      return detector.inspect(inspection);
    },
    ...(detector.hold === undefined
      ? {}
      : {
          hold(text: string, context?: InspectionContext) {
            // Always right behind an inspection, of the same stage.
            runs();
            return detector.hold?.(text, context) ?? 0;
          },
        }),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: Signal, b: Signal): number =>
  a.start - b.start || a.end - b.end || order(a.detector, b.detector) || order(a.rule, b.rule);
