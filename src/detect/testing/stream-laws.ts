import fc from "fast-check";
import { expect } from "vitest";
import type { Detector, Inspection, Signal } from "../../contracts/index.ts";

export interface StreamLawOptions {
  /** Texts in which the detector finds something often: what it looks for, whole and broken off, among other text. */
  readonly texts: fc.Arbitrary<string>;
  readonly inspection?: Partial<Omit<Inspection, "text">>;
  readonly runs?: number;
}

/**
 * The two laws of `Detector` on which streams rest, over every prefix of the texts given:
 * a signal that starts before `hold(prefix)` is the same in the prefix and in the whole text, and every
 * signal is also found, or covered by one of its rule, when only `lookBehind` units before it are given.
 */
export function checkStreamLaws(detector: Detector, options: StreamLawOptions): void {
  const { texts, inspection = {}, runs = 200 } = options;
  const stage = inspection.stage ?? (detector.stages.includes("output") ? "output" : detector.stages[0]);
  const inspect = (text: string): readonly Signal[] =>
    detector.inspect({ role: "assistant", ...inspection, stage: stage ?? "output", text });
  fc.assert(
    fc.property(texts, (text) => {
      const whole = inspect(text);
      for (let end = 0; end <= text.length; end++) {
        const prefix = text.slice(0, end);
        const held = detector.hold?.(prefix, inspection.context) ?? 0;
        expect(held).toBeGreaterThanOrEqual(0);
        expect(held).toBeLessThanOrEqual(end);
        expect(places(inspect(prefix), held), `first ${end} units of ${JSON.stringify(text)}`).toEqual(
          places(whole, held),
        );
      }
      for (const signal of whole) {
        const from = Math.max(0, signal.start - detector.lookBehind);
        const again = inspect(text.slice(from));
        const covered = again.some(
          ({ rule, start, end }) =>
            rule === signal.rule && start + from <= signal.start && end + from >= signal.end,
        );
        expect(covered, `${place(signal)} from ${from} of ${JSON.stringify(text)}`).toBe(true);
      }
    }),
    { numRuns: runs },
  );
}

const place = ({ rule, start, end }: Signal): string => `${rule} ${start} ${end}`;
const places = (signals: readonly Signal[], before: number): string[] =>
  signals.filter(({ start }) => start < before).map(place);
