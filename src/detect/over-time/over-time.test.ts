import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue, Step } from "../../contracts/index.ts";
import { overTimeDetectors } from "./index.ts";
import { prove } from "./proof.ts";
import { mostStateBytes } from "./scenario.ts";

const word = fc.oneof(
  fc.constantFrom("search", "send_mail", "web", "A", "__proto__", "постройка", "x".repeat(300)),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const text = fc.oneof(word, fc.constantFrom("{}", '{"to": "a"}', "tell me about item 7", "0.1,0.2"));
const number = fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.integer({ min: 0, max: 9 }));
const step: fc.Arbitrary<Step> = fc
  .record(
    {
      at: fc.integer({ min: 0, max: 2 ** 42 }),
      stage: fc.constantFrom("input", "document", "tool-definition", "tool-call", "tool-result", "output"),
      text,
      source: word,
      address: word,
      bytes: fc.nat(),
      toolCall: fc.record({ id: word, name: word, arguments: text }),
      tools: fc.array(
        fc.record({ name: word, description: text, parameters: fc.constant({ type: "object" }) }),
        {
          maxLength: 80,
        },
      ),
      features: fc.array(fc.dictionary(word, fc.oneof(number, word, fc.constant(null)), { maxKeys: 5 }), {
        maxLength: 4,
      }),
      predictions: fc.array(fc.array(number, { maxLength: 3 }), { maxLength: 4 }),
      usage: fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat(), reported: fc.boolean() }),
    },
    { requiredKeys: ["at", "stage"] },
  )
  .map((one) => ({ ...one, principal: { id: "p", verified: true } }));

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

describe.each(overTimeDetectors)("the detector $id", (detector) => {
  it("does in its scenarios what they say", () => {
    expect(prove(detector, `${import.meta.dirname}/${detector.id}`)).toEqual([]);
  });

  it("keeps a bounded memory of plain JSON, changes nothing it is given, and says the same of the same", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        let state: JsonValue = detector.init();
        for (const one of steps) {
          const given = frozen(structuredClone(state));
          const [next, signals] = detector.step(given, frozen(structuredClone(one)));
          const stored = JSON.stringify(next);
          expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(mostStateBytes);
          expect(detector.step(JSON.parse(JSON.stringify(state)) as JsonValue, one)).toEqual([next, signals]);
          for (const signal of signals) {
            expect(signal.detector).toBe(detector.id);
            expect(signal.rule).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
            expect(signal.score > 0 && signal.score <= 1).toBe(true);
            expect(signal.start >= 0 && signal.end >= signal.start).toBe(true);
            expect(signal.end).toBeLessThanOrEqual(one.text?.length ?? 0);
          }
          state = JSON.parse(stored) as JsonValue;
        }
      }),
      { numRuns: 60 },
    );
  });
});
