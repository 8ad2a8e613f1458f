import fc from "fast-check";
import { expect, test } from "vitest";
import { TextLines } from "./text-lines.ts";

test("lines are the same wherever the text is cut, and everybody sees all of them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "\n", "```", " ", "\n```\n"), { maxLength: 40 }),
      fc.array(fc.nat(60), { maxLength: 5 }),
      (pieces, cuts) => {
        const text = pieces.join("");
        const seen: [string, number, boolean][][] = [[], []];
        const lines = new TextLines(
          seen.map((list) => ({ look: (line, number, fenced) => void list.push([line, number, fenced]) })),
        );
        const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        for (const [i, from] of at.entries()) lines.take(text.slice(from, at[i + 1] ?? from));
        lines.end();
        let fenced = false;
        const expected = text.split("\n").map((line, i) => {
          if (line.startsWith("```")) fenced = !fenced;
          return [line, i + 1, fenced];
        });
        expect(seen).toEqual([expected, expected]);
      },
    ),
  );
});

test("of a line without end only the beginning is kept", () => {
  let longest = 0;
  const lines = new TextLines([{ look: (line) => void (longest = Math.max(longest, line.length)) }]);
  for (let i = 0; i < 100; i++) lines.take("x".repeat(100_000));
  lines.end();
  expect(longest).toBe(64 * 1024);
});
