import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// Not by the door of app: the console's own type check reads what it imports, and needs no more of it than this.
import { guardViews, type GuardViews } from "../../app/guard/guard-views.ts";
import { systemClock } from "../../app/system-clock.ts";
import { writeSampleGuard } from "../../app/guard/testing/sample-guard.ts";
import type { GuardPorts } from "../ports.ts";

/** The real views over records of the real guard, in a folder made when something is first asked for. */
export function sampleGuard(records = 180): GuardPorts {
  let views: Promise<GuardViews> | undefined;
  const made = (): Promise<GuardViews> =>
    (views ??= (async () => {
      const folder = mkdtempSync(join(tmpdir(), "bartizan-sample-guard-"));
      process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      await writeSampleGuard(folder, { now: Date.now(), records });
      return guardViews(folder, systemClock);
    })());
  return {
    overview: async (hours) => (await made()).overview(hours),
    decisions: async (query) => (await made()).decisions(query),
    decision: async (id) => (await made()).decision(id),
    policies: async () => (await made()).policies(),
    policy: async (file) => (await made()).policy(file),
    checkPolicy: async (draft) => (await made()).checkPolicy(draft),
    replay: async (draft, most) => (await made()).replay(draft, most),
    keys: async () => (await made()).keys(),
  };
}
