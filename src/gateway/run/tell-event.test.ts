import { expect, it } from "vitest";
import type { RunEvent } from "./index.ts";
import { eventTeller } from "./tell-event.ts";

it("tells of an upstream that is away once in ten seconds, and says nothing of everyday events", () => {
  const said: string[] = [];
  let now = 0;
  const tell = eventTeller(
    (sentence) => said.push(sentence),
    () => now,
  );
  const failed: RunEvent = { kind: "upstream-attempt", upstream: "main", result: "failed", durationMs: 3 };
  tell({ kind: "started", dialect: "openai-chat" });
  for (const at of [0, 1, 9_999, 10_001]) {
    now = at;
    tell(failed);
  }
  tell({ ...failed, upstream: "other", status: 500 });
  expect(said).toEqual([
    "Upstream main gave no usable answer; is it running?",
    "Upstream main gave no usable answer; is it running?",
    "Upstream other gave no usable answer (status 500).",
  ]);
});
