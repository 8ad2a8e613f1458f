import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock, Guard, GuardReplay } from "../../../contracts/index.ts";
import { inspectText } from "../../../detect/index.ts";
import {
  createGuard,
  readRecorded,
  replayClock,
  replayDecisions,
  scratchState,
  type PreparedPolicy,
  type Recorded,
  type ReplayClock,
} from "../../../guard/index.ts";
import type { FoundRecord } from "../decisions/decision-log.ts";

const mostListed = 200;
/** A replay ends after so long, with what it has. */
const mostMs = 20_000;

export interface ReplayDraft {
  /** In the order in which they were decided. */
  readonly records: AsyncIterable<FoundRecord>;
  /** The policy as saved; absent: what the records say was decided. */
  readonly before?: PreparedPolicy;
  readonly after: PreparedPolicy;
  readonly clock: Clock;
}

/**
 * Plays recorded exchanges through a changed policy. Nothing of it reaches anybody: remote detectors are not
 * asked, no secret of the policy is read, and the state is a scratch one.
 */
export async function replayDraft({ records, before, after, clock }: ReplayDraft): Promise<GuardReplay> {
  const caveats: string[] = [];
  const until = clock.now() + mostMs;
  let unreadable = 0;
  const readable = async function* (): AsyncGenerator<Recorded> {
    for await (const { record } of records) {
      if (clock.now() > until) {
        caveats.push(`Ended after ${mostMs / 1000} s; run \`bartizan guard replay\` for the whole of it.`);
        return;
      }
      // One exchange at a time, so that the server answers others meanwhile.
      await nextTurn();
      try {
        yield readRecorded(JSON.stringify(record), 1);
      } catch {
        unreadable += 1;
      }
    }
  };
  const shared = replayClock();
  const report = await replayDecisions({
    records: readable(),
    ...(before === undefined ? {} : { before: guardFor(before, shared) }),
    after: guardFor(after, shared),
    clock: shared,
    mostListed,
  });
  if (before === undefined)
    caveats.push("There is no saved policy of this name: the draft is held against what was decided then.");
  if (after.remote.length > 0)
    caveats.push(
      `Remote detectors are not asked in a replay: ${after.remote.map(({ id }) => id).join(", ")}.`,
    );
  if (unreadable > 0) caveats.push(`${unreadable} records could not be read.`);
  return {
    problems: [],
    report: { ...report, byPrincipal: report.byPrincipal.slice(0, mostListed) },
    caveats,
  };
}

function guardFor(policy: PreparedPolicy, clock: ReplayClock): Guard {
  const key = new Uint8Array(32);
  return createGuard({
    policy: { ...policy, remote: [] },
    state: scratchState(),
    clock,
    inspectText,
    newId: () => randomUUID(),
    newNonce: () => "replay",
    micros: () => 0,
    // What is decided does not hang on the keys.
    keys: { hash: key, vault: key, content: key },
  });
}
