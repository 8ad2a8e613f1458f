import type { Detector, GuardedStream, Inspection, Release, Signal } from "../../contracts/index.ts";
import { inspectArriving, inspectViews, viewsFor } from "../../detect/index.ts";
import { applyEdits, type StreamEdit } from "./apply-edits.ts";

/** What a policy makes of signals in a stream. Offsets are into the text that was given. */
export interface StreamDecision {
  /** In order, apart from each other, each inside the span of a signal that was given. */
  readonly edits: readonly StreamEdit[];
  /** The stream ends at this offset: nothing from there on is ever released. */
  readonly cut?: { readonly at: number; readonly reason: string; readonly rule: string };
}

/** Puts back what was replaced in the request by reversible tokens. */
export interface Restoring {
  /** The offset from which the text may be the start of a token; its length when it cannot. */
  hold(text: string): number;
  apply(text: string): string;
}

export interface StreamOptions {
  /** Stage, role, source, principal and context of the text; its own `text` is not read. */
  readonly inspection: Omit<Inspection, "text">;
  readonly detectors: readonly Detector[];
  /** Called once for each signal, when it can no longer change. Pure. */
  readonly decide: (signals: readonly Signal[], text: string) => StreamDecision;
  readonly restoring?: Restoring;
  /** Most UTF-16 units held before the stream is cut; 65,536 unless told. */
  readonly maxHeld?: number;
  /**
   * New units that are taken together before the detectors look again, 48 unless told; a quarter of what
   * is held when that is more, so that a long hold costs linear work. Characters, not milliseconds.
   */
  readonly stride?: number;
  /** Called for a detector that throws: whether the stream goes on without it. Without this it does not. */
  goesOn?(detector: Detector, error: unknown): boolean;
}

const defaultMaxHeld = 65_536;
const defaultStride = 48;
/** How often detectors that judge whole texts look at a text that is still arriving, and how far back. */
const sweepEvery = 1024;
const sweepBack = 1024;

/**
 * Lets a text that arrives in pieces go as far as it has been decided. Forward only; never by a timer:
 * what could still be the start of a signal stays until it is one or cannot be one any more. All that is
 * released is therefore the same however the upstream cut it, and the same as if the whole text had been
 * redacted at once, up to the place of a cut.
 *
 * Detectors with `hold` redact. Detectors without it look at the text every thousand units and at its
 * end: they can cut the stream or be recorded, not take back what was released.
 *
 * Memory: the text held, the stretch detectors look back on, and two thousand units for the sweeps.
 */
export function openGuardedStream(options: StreamOptions): GuardedStream {
  const { inspection, decide, restoring, maxHeld = defaultMaxHeld, stride = defaultStride } = options;
  const asked = options.detectors.filter(({ stages }) => stages.includes(inspection.stage));
  const redactors = asked.filter((detector) => detector.hold !== undefined);
  const judges = asked.filter((detector) => detector.hold === undefined);
  const lookBehind = Math.max(1, ...redactors.map((detector) => detector.lookBehind));

  /** What detectors see: a stretch already decided, then what is held. `base` is its place in the whole text. */
  let window = "";
  let base = 0;
  /** Offset in the window up to which everything has been decided. */
  let decided = 0;
  let arrived = "";
  /** Decided and redacted, but perhaps the start of a token to be restored. */
  let outgoing = "";
  let sweep = "";
  let sinceSweep = 0;
  let over: Release["cut"];
  const signals: Signal[] = [];

  return {
    write(text) {
      if (over !== undefined || text === "") return { text: "" };
      arrived += text;
      // Half of a surrogate pair at the end would be read as a character of its own.
      if (arrived.length < enough() || endsInHalf(arrived)) return { text: "" };
      return advance(false);
    },
    end() {
      return over === undefined ? advance(true) : { text: "" };
    },
    get held() {
      return window.length - decided + arrived.length + outgoing.length;
    },
    get signals() {
      return signals;
    },
  };

  function enough(): number {
    return Math.max(stride, (window.length - decided) >> 2);
  }

  function advance(last: boolean): Release {
    const fresh = arrived;
    arrived = "";
    window += fresh;
    const released = redactorsLook(last);
    if (over === undefined) judgesLook(fresh, last);
    return letGo(released, last || over !== undefined);
  }

  function redactorsLook(last: boolean): string {
    const seen = inspectArriving(redactors, { ...inspection, text: window }, decided, { failed });
    const until = last ? window.length : Math.max(decided, seen.until);
    if (over !== undefined) return "";
    const ready = seen.signals.flatMap((signal) => {
      if (signal.end <= decided || signal.start >= until) return [];
      return [signal.start < decided ? { ...signal, start: decided } : signal];
    });
    const decision = judge(ready, window);
    const cutAt = decision.cut === undefined ? until : Math.max(decided, decision.cut.at);
    const from = decided;
    decided = Math.min(until, cutAt);
    const text = applyEdits(window, from, decided, decision.edits);
    remember(ready, base);
    if (decision.cut !== undefined) cut(decision.cut);
    else if (window.length - decided > maxHeld)
      cut({ reason: `More than ${maxHeld} characters would have had to be held.`, rule: "held-too-long" });
    forget();
    return text;
  }

  /** A decision that fails lets nothing through. */
  function judge(ready: readonly Signal[], text: string): StreamDecision {
    if (ready.length === 0) return { edits: [] };
    try {
      return decide(ready, text);
    } catch {
      return { edits: [], cut: { at: 0, reason: "The decision failed.", rule: "decision-failed" } };
    }
  }

  function failed(detector: Detector, error: unknown): void {
    if (options.goesOn?.(detector, error) !== true)
      cut({ reason: `The detector ${detector.id} failed.`, rule: "detector-failed" });
  }

  /** Detectors over whole texts: a window slides over the text with overlap, and at the end over its rest. */
  function judgesLook(fresh: string, last: boolean): void {
    if (judges.length === 0) return;
    sweep += fresh;
    sinceSweep += fresh.length;
    if (sinceSweep < sweepEvery && !(last && sinceSweep > 0)) return;
    const offset = base + window.length - sweep.length;
    const text = sweep;
    const views = viewsFor(judges, text);
    const found = inspectViews(judges, { ...inspection, text }, views, { failed });
    const known = new Set(signals.map(({ rule, end }) => `${rule}\n${end}`));
    const news = found.filter(({ rule, end }) => !known.has(`${rule}\n${end + offset}`));
    if (news.length > 0) {
      const decision = judge(news, text);
      remember(news, offset);
      if (decision.cut !== undefined) cut(decision.cut);
    }
    sweep = text.slice(-sweepBack);
    sinceSweep = 0;
  }

  function letGo(text: string, last: boolean): Release {
    outgoing += text;
    const until = last || restoring === undefined ? outgoing.length : restoring.hold(outgoing);
    const ready = outgoing.slice(0, until);
    outgoing = outgoing.slice(until);
    const release = { text: restoring === undefined ? ready : restoring.apply(ready) };
    return over === undefined ? release : { ...release, cut: over };
  }

  function cut(reason: { readonly reason: string; readonly rule: string }): void {
    over ??= { reason: reason.reason, rule: reason.rule };
  }

  function remember(seen: readonly Signal[], place: number): void {
    for (const signal of seen)
      signals.push({ ...signal, start: signal.start + place, end: signal.end + place });
  }

  function forget(): void {
    let from = Math.max(0, decided - lookBehind);
    if (isLowSurrogate(window, from)) from--;
    if (from <= 0) return;
    window = window.slice(from);
    base += from;
    decided -= from;
  }
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
const endsInHalf = (text: string): boolean => (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
