import type { Clock, JsonObject, PredictTarget } from "../../contracts/index.ts";
import type { BundleWriter } from "../../evidence/index.ts";
import { sha256 } from "../../formats/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { unscoredReasonOf } from "../../targets/index.ts";
import { appErrors } from "../errors.ts";
import type { Connections } from "./connect.ts";

export interface ProbeContext {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly seed: string;
  readonly bundle: BundleWriter;
  readonly note: (text: string) => void;
}

/**
 * Asks every target the smallest question before the first trial and records what it said of itself:
 * a swapped model shows here. A target that does not answer ends the run before it began.
 *
 * @throws APP_TARGET_UNREACHABLE
 */
export async function probeTargets(context: ProbeContext): Promise<void> {
  for (const target of context.connections.models.values()) await probeModel(target, context);
  for (const target of context.connections.targets.values()) {
    const sessionId = `bz-probe-${sha256(`${context.seed} ${target.id} ${context.clock.now()}`).slice(0, 16)}`;
    try {
      const report = await target.probe({
        signal: context.signal,
        clock: context.clock,
        random: seededRandom(context.seed),
        sessionId,
        principal: { id: "bartizan-tester", verified: false },
        seed: 1,
      });
      // Safe: a probe report is plain JSON data.
      await context.bundle.append("target.probed", {
        target: target.id,
        report: report as unknown as JsonObject,
      });
      if (report.reachable) {
        for (const note of report.notes) context.note(`${target.id}: ${note}`);
        continue;
      }
      throw appErrors.targetUnreachable(`${target.id} did not answer the probe: ${report.notes.join(" ")}`, {
        at: target.id,
      });
    } catch (error) {
      context.signal.throwIfAborted();
      await noteUnreachable(target.id, error, context);
      throw error;
    }
  }
}

/** @throws APP_TARGET_UNREACHABLE */
async function probeModel(target: PredictTarget, context: ProbeContext): Promise<void> {
  try {
    const { reachable, model, notes } = await target.probe({
      signal: context.signal,
      clock: context.clock,
      random: seededRandom(context.seed).derive("probe"),
    });
    await context.bundle.append("target.probed", {
      target: target.id,
      report: { reachable, notes: [...notes], ...(model === undefined ? {} : { model }) },
    });
    for (const note of notes) context.note(`${target.id}: ${note}`);
    if (!reachable)
      throw appErrors.targetUnreachable(`${target.id} did not answer the probe: ${notes.join(" ")}`, {
        at: target.id,
      });
  } catch (error) {
    context.signal.throwIfAborted();
    await noteUnreachable(target.id, error, context);
    throw error;
  }
}

async function noteUnreachable(target: string, error: unknown, { bundle }: ProbeContext): Promise<void> {
  const { reason, detail } = unscoredReasonOf(error);
  await bundle.append("target.unreachable", { target, reason, detail: detail.slice(0, 1000).toWellFormed() });
}
