import { basename } from "node:path";
import { z } from "zod";
import {
  blobRefSchema,
  entryType,
  parsePlan,
  RunFold,
  type AssessmentPlan,
  type RunEnd,
} from "../../assess/index.ts";
import type { Comparison, Verdict } from "../../contracts/index.ts";
import { AuditFold, auditEntry, parseAuditPlan } from "../../assess/audit/index.ts";
import { isLocked, readBundle, type BlobRef } from "../../evidence/index.ts";
import type { PassedOver } from "../audits/choose-audits.ts";
import { appErrors } from "../errors.ts";
import { readBlobJson } from "./blobs.ts";

/** What the run itself decided about a lane when it ended. */
export interface Decision {
  readonly entry: number;
  readonly at: string;
  readonly verdict: Verdict;
}

/** A run as its bundle tells it: the ledger folded, and what it recorded of its own conclusions. */
export interface ReadRun {
  readonly dir: string;
  readonly plan: AssessmentPlan;
  /** The manifest as it was, for whoever does not have the file. */
  readonly manifest?: BlobRef;
  readonly fold: RunFold;
  /** Checks on predicting models, in the order in which they run. */
  readonly audits: readonly AuditFold[];
  readonly passedOver: readonly PassedOver[];
  readonly status: "running" | "finished" | "interrupted" | "stopped";
  readonly end: RunEnd;
  readonly startedAt: string;
  readonly lastAt: string;
  readonly entries: number;
  /** Lane id → ledger sequence number and time of its decision. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly recordedVerdict?: Verdict;
  readonly comparisons: readonly Comparison[];
}

const verdict = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pass"), sentence: z.string() }),
  z.object({ kind: z.literal("fail"), sentence: z.string(), because: z.string() }),
  z.object({ kind: z.literal("inconclusive"), sentence: z.string(), because: z.string() }),
]);
const decidedBody = z.looseObject({ check: z.string(), target: z.string(), verdict });
const verdictBody = z.object({ verdict });
const stoppedBody = z.looseObject({ end: z.enum(["budget-exhausted", "stopped"]) });
const plannedBody = z.looseObject({
  plan: blobRefSchema,
  manifest: blobRefSchema.optional(),
  audits: z.array(blobRefSchema).default([]),
  passedOver: z.array(z.object({ check: z.string(), target: z.string(), why: z.string() })).default([]),
});
const comparisonBody = z.looseObject({
  check: z.string(),
  target: z.string(),
  baselineRun: z.string(),
  pairs: z.number(),
  broke: z.number(),
  mended: z.number(),
  difference: z.number(),
  interval: z.object({
    low: z.number(),
    high: z.number(),
    confidence: z.number(),
    method: z.string(),
    anytime: z.boolean(),
  }),
  pValue: z.number(),
  verdict: z.enum(["worse", "better", "no-worse", "cannot-tell"]),
  sentence: z.string(),
});

/**
 * Reads a run from its bundle alone. What is read here is what the files say; whether they were altered
 * is for `verifyBundle` to tell.
 *
 * @throws ASSESS_PLAN_UNREADABLE, APP_UNKNOWN_RUN, and what reading a bundle throws
 */
export async function readRun(dir: string): Promise<ReadRun> {
  let fold: RunFold | undefined;
  let audits: readonly AuditFold[] = [];
  let passedOver: readonly PassedOver[] = [];
  let startedAt = "";
  let lastAt = "";
  let entries = 0;
  let end: RunEnd | undefined;
  let manifest: BlobRef | undefined;
  let recordedVerdict: Verdict | undefined;
  const decisions = new Map<string, Decision>();
  const comparisons: Comparison[] = [];
  for await (const entry of readBundle(dir)) {
    entries += 1;
    lastAt = entry.at;
    if (startedAt === "") startedAt = entry.at;
    fold?.take(entry);
    for (const audit of audits) audit.take(entry);
    switch (entry.type) {
      case entryType.planned: {
        const body = plannedBody.safeParse(entry.body);
        if (!body.success || fold !== undefined) break;
        fold = new RunFold(await readPlan(dir, body.data.plan));
        audits = await Promise.all(
          body.data.audits.map(async (ref) => new AuditFold(parseAuditPlan(await readBlobJson(dir, ref)))),
        );
        passedOver = body.data.passedOver;
        manifest = body.data.manifest;
        break;
      }
      case entryType.resumed:
        end = undefined;
        break;
      case entryType.stopped:
        end =
          stoppedBody.safeParse(entry.body).data?.end === "budget-exhausted" ? "budget-exhausted" : "stopped";
        break;
      case auditEntry.decided:
      case entryType.decided: {
        const body = decidedBody.safeParse(entry.body);
        if (body.success) {
          const { check, target } = body.data;
          // Safe: kind and sentence are checked; `because` is only shown.
          const decided = body.data.verdict as Verdict;
          decisions.set(`${check} ${target}`, { entry: entry.seq, at: entry.at, verdict: decided });
        }
        break;
      }
      case entryType.comparison: {
        const body = comparisonBody.safeParse(entry.body);
        if (body.success) comparisons.push(body.data);
        break;
      }
      case entryType.verdict:
        // Safe: kind and sentence are checked; `because` is only shown.
        recordedVerdict = verdictBody.safeParse(entry.body).data?.verdict as Verdict | undefined;
        end = "finished";
        break;
      default:
        break;
    }
  }
  if (fold === undefined)
    throw appErrors.unknownRun(`${dir} holds no run: its ledger has no readable plan.`, { file: dir });
  const status = await statusOf(dir, end);
  return {
    dir,
    plan: fold.plan,
    fold,
    audits,
    passedOver,
    status,
    end: end ?? "stopped",
    startedAt,
    lastAt,
    entries,
    decisions,
    ...(manifest === undefined ? {} : { manifest }),
    ...(recordedVerdict === undefined ? {} : { recordedVerdict }),
    comparisons,
  };
}

async function readPlan(dir: string, ref: BlobRef): Promise<AssessmentPlan> {
  return parsePlan(await readBlobJson(dir, ref), `bundle ${basename(dir)}`);
}

async function statusOf(dir: string, end: RunEnd | undefined): Promise<ReadRun["status"]> {
  if (end === "finished") return "finished";
  if (end !== undefined) return "stopped";
  return (await isLocked(dir)) ? "running" : "interrupted";
}
