import { resolve } from "node:path";
import type { Clock, JsonObject, PolicyStamp, StoredContent } from "../../contracts/index.ts";
import {
  openContent,
  readRecorded,
  replayClock,
  replayDecisions,
  type PolicyKeys,
  type Recorded,
  type ReplayReport,
} from "../../guard/index.ts";
import { systemClock } from "../system-clock.ts";
import { fileLines } from "./file-lines.ts";
import { openGuard } from "./open-guard.ts";

/** Recorded traffic: a file of JSON lines, or decision records as they come out of a ledger. */
export type Traffic =
  | { readonly file: string }
  | { readonly records: AsyncIterable<JsonObject> | Iterable<JsonObject> };

export interface ReplayRequest {
  /** The changed policy. */
  readonly policy: string;
  /** The policy to compare with; absent: what the records say was decided then. */
  readonly before?: string;
  readonly traffic: Traffic;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For what is outside the records: the tests of the policies. */
  readonly clock?: Clock;
  readonly mostListed?: number;
  /** Called with how many exchanges were read. */
  readonly each?: (done: number) => void;
}

export interface PolicyReplay extends ReplayReport {
  readonly schemaVersion: "bartizan.guard-replay/v1";
  readonly policies: { readonly before?: PolicyStamp; readonly after: PolicyStamp };
}

/**
 * Runs recorded traffic through a changed policy and tells every decision that would differ. What was kept
 * encrypted is opened with the content keys of the policies named.
 *
 * @throws what `openGuard` throws; GUARD_RECORDS_UNREADABLE
 */
export async function replayPolicy(request: ReplayRequest): Promise<PolicyReplay> {
  const { cwd, env, clock: now = systemClock, mostListed } = request;
  const clock = replayClock();
  // The tests of the policies run now; the records bring their own times.
  clock.set(now.now());
  const open = (policy: string) => openGuard({ policy, cwd, env, clock });
  const after = await open(request.policy);
  const before = request.before === undefined ? undefined : await open(request.before);
  const keys = [after.keys, ...(before === undefined ? [] : [before.keys])];
  const report = await replayDecisions({
    records: counted(recordsOf(request.traffic, cwd, keys), request.each),
    ...(before === undefined ? {} : { before: before.guard }),
    after: after.guard,
    clock,
    ...(mostListed === undefined ? {} : { mostListed }),
  });
  return {
    schemaVersion: "bartizan.guard-replay/v1",
    policies: {
      ...(before === undefined ? {} : { before: before.policy.stamp }),
      after: after.policy.stamp,
    },
    ...report,
  };
}

async function* recordsOf(
  traffic: Traffic,
  cwd: string,
  keys: readonly PolicyKeys[],
): AsyncGenerator<Recorded> {
  const opened = (sealed: StoredContent): string | undefined => {
    for (const { content } of keys) {
      const text = content === undefined ? undefined : openContent(sealed, content);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  if ("file" in traffic) {
    for await (const { line, text } of fileLines(resolve(cwd, traffic.file)))
      yield readRecorded(text, line, opened);
    return;
  }
  let line = 0;
  for await (const record of traffic.records) yield readRecorded(JSON.stringify(record), ++line, opened);
}

async function* counted<One>(items: AsyncIterable<One>, each?: (done: number) => void): AsyncGenerator<One> {
  let done = 0;
  for await (const item of items) {
    yield item;
    each?.((done += 1));
  }
}
