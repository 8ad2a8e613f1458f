import { expect, it } from "vitest";
import type { ScanFinding } from "../../../contracts/index.ts";
import { codeBlocks } from "./code-blocks.ts";

const finding: ScanFinding = {
  id: "S-1",
  rule: "code/x",
  title: "X",
  severity: "high",
  effect: "unsafe",
  description: "",
  remedy: "",
  references: [],
  place: { path: "app.py", line: 9 },
  excerpt: { firstLine: 8, lines: ["reply = ask(p)", "run(reply)"] },
  related: [
    { path: "app.py", line: 3, note: "comes in here", text: "q = request.args" },
    { path: "app.py", line: 8, note: "goes to a model", text: "reply = ask(p)" },
    { path: "lib.py", line: 1, note: "passes through", text: "def ask(p):" },
    { path: "weights.pt", note: "a file" },
  ],
};

it("shows the steps of a flow in their lines, once, with what lies between left out and said", () => {
  expect(codeBlocks(finding)).toEqual([
    {
      path: "lib.py",
      lines: [{ line: 1, text: "def ask(p):", notes: ["passes through"], here: false, gap: false }],
    },
    {
      path: "app.py",
      lines: [
        { line: 3, text: "q = request.args", notes: ["comes in here"], here: false, gap: false },
        { line: 8, text: "reply = ask(p)", notes: ["goes to a model"], here: false, gap: true },
        { line: 9, text: "run(reply)", notes: [], here: true, gap: false },
      ],
    },
  ]);
});
