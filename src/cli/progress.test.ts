import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import type { RunProgress } from "../app/index.ts";
import type { Io } from "./command.ts";
import { ProgressView } from "./progress.ts";

const estimate = {
  kind: "rate",
  n: 40,
  trials: 40,
  sum: 3,
  point: 0.075,
  interval: { low: 0.012, high: 0.24, confidence: 0.95, method: "betting", anytime: true },
  corpus: { pack: "p", version: "1", digest: "d", cases: 330 },
  planned: 330,
  unscored: 0,
} as const;

const progress: RunProgress = {
  run: "r",
  done: 100,
  planned: 400,
  perSecond: 50,
  remainingSeconds: 6,
  models: [],
  lanes: [
    {
      check: "redteam/tool-abuse",
      target: "t",
      title: "T",
      attack: estimate,
      refused: estimate,
      complete: false,
    },
  ],
};

function view(terminal: boolean): { draw: ProgressView; lines: () => string } {
  let text = "";
  let now = 0;
  // Only what the view uses.
  const io = { err: (part: string) => void (text += part), errIsTerminal: terminal, columns: 80 } as Io;
  return { draw: new ProgressView(io, () => (now += 10_000)), lines: () => text };
}

it("shows rate, remaining time and the current estimate with its interval", () => {
  const { draw, lines } = view(true);
  draw.update(progress);
  expect(lines()).toContain("100/400 trials  50/s  6 s left at most");
  expect(lines()).toContain("3/40 breached, 1.2 % to 24 % at 95 %");
});

it("redraws in place on a terminal and never writes past its width", () => {
  const { draw, lines } = view(true);
  draw.update(progress);
  draw.update(progress);
  expect(lines()).toContain("\u001b[2A");
  for (const line of stripVTControlCharacters(lines()).split("\n"))
    expect(line.length).toBeLessThanOrEqual(80);
});

it("prints plain lines where there is no terminal", () => {
  const { draw, lines } = view(false);
  draw.update(progress);
  expect(lines()).not.toContain("\u001b");
});
