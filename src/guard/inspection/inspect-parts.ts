import type { InspectionContext, Part, PlacedSignal, Signal } from "../../contracts/index.ts";
import { acrossParts, acrossTurns, inspectJoined } from "./joined.ts";
import { floodOf, type Inspected, type PureInspector, type Trouble } from "./pure-inspector.ts";

/** A text that is nothing but signals is no text anybody needs decided; memory is bounded by this. */
export const mostSignals = 20_000;
/** A longer text is inspected in steps. */
const longText = 65_536;

export interface PartInspectors {
  readonly inspector: PureInspector;
  /** For turns read as one; its detectors are some of the inspector's. */
  readonly joining: PureInspector | undefined;
  readonly bounds: { readonly turns: number; readonly characters: number };
}

/**
 * Runs the pure detectors over every part, and over turns read as one. Signals come in the order of the parts.
 *
 * @param turn awaited now and then, so that others have their turn; rejects when nobody waits for the outcome any more
 */
export async function inspectParts(
  { inspector, joining, bounds }: PartInspectors,
  context: InspectionContext,
  parts: readonly Part[],
  direction: "request" | "response" | "exchange",
  turn: () => Promise<void> | undefined,
): Promise<{ readonly signals: readonly PlacedSignal[]; readonly troubles: readonly Trouble[] }> {
  const signals: PlacedSignal[] = [];
  const troubles: Trouble[] = [];
  const alone = new Map<string, readonly Signal[]>();
  for (const part of parts) {
    const others = turn();
    if (others !== undefined) await others;
    const inspected =
      part.text.length > longText
        ? await toTheEnd(inspector.steps(part, context), turn)
        : inspector.inspect(part, context);
    if (inspected.signals.length > 0) {
      alone.set(part.at, inspected.signals);
      for (const signal of inspected.signals) signals.push({ ...signal, part: part.at });
    }
    if (inspected.troubles.length > 0) troubles.push(...inspected.troubles);
    if (signals.length > mostSignals) {
      troubles.push(floodOf(mostSignals));
      return { signals, troubles };
    }
  }
  const joiner = direction === "response" ? inspector : joining;
  if (direction === "exchange" || joiner === undefined || parts.length < 2) return { signals, troubles };
  const how = direction === "response" ? acrossParts : acrossTurns(bounds);
  const across = inspectJoined(parts, joiner, context, how, alone);
  if (across.signals.length === 0 && across.troubles.length === 0) return { signals, troubles };
  const rank = new Map(parts.map(({ at }, index) => [at, index]));
  return {
    signals: [...signals, ...across.signals].sort(
      (a, b) => (rank.get(a.part) ?? 0) - (rank.get(b.part) ?? 0) || a.start - b.start || a.end - b.end,
    ),
    troubles: [...troubles, ...across.troubles],
  };
}

async function toTheEnd(
  steps: ReturnType<PureInspector["steps"]>,
  turn: () => Promise<void> | undefined,
): Promise<Inspected> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const others = turn();
    if (others !== undefined) await others;
  }
}
