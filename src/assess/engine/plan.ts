import type { Arm, Case, Check, ConversationTarget, Gate, Subject } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { assessErrors } from "./errors.ts";
import { requireReachableGate } from "./gate.ts";
import type { Lane } from "./lane.ts";
import { interleaveArms } from "./order.ts";
import { previewCost, type CostPreview, type Pricing } from "./preview.ts";

/** Everything that will be tried, fixed before the first request and kept in the evidence. */
export interface AssessmentPlan {
  readonly schemaVersion: "bartizan.plan/v1";
  readonly run: string;
  readonly seed: string;
  readonly createdAt: string;
  readonly toolVersion: string;
  readonly system: {
    readonly id: string;
    readonly name: string;
    readonly digest: string;
    readonly file?: string;
  };
  readonly subject: Subject;
  readonly lanes: readonly Lane[];
  /** Run every planned case even after a gate is decided. */
  readonly exhaustive: boolean;
  readonly mode: "full" | "regressions";
  /** In mode `regressions`: lane and case (`laneCase`) of findings marked as fixed; one breach among them fails. */
  readonly mustHold: readonly string[];
  /**
   * In mode `regressions`: lane and case (`laneCase`) of a random sample of the baseline, whatever it said. Only
   * these are paired: cases chosen because they breached can only look better, and those that held only worse.
   */
  readonly compared: readonly string[];
  readonly preview: CostPreview;
}

export interface LaneRequest {
  readonly check: Check;
  readonly target: Pick<ConversationTarget, "id" | "kind" | "capabilities" | "canaries" | "records">;
  readonly component?: string;
  readonly targetDigest?: string;
  readonly gate?: Gate;
  readonly repeats: number;
  readonly pricing?: Pricing;
  /** Keep only these cases (mode `regressions`); benign twins of their intents stay too. */
  readonly only?: ReadonlySet<string>;
}

export interface PlanRequest {
  readonly run: string;
  readonly seed: string;
  readonly createdAt: string;
  readonly toolVersion: string;
  readonly system: AssessmentPlan["system"];
  readonly subject: Subject;
  readonly lanes: readonly LaneRequest[];
  readonly exhaustive?: boolean;
  readonly mode?: AssessmentPlan["mode"];
  readonly mustHold?: readonly string[];
  readonly compared?: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  /** What the run examines besides, so that it may have no lane; and why it examines no more. */
  readonly besides?: { readonly planned: number; readonly passedOver: readonly string[] };
}

/**
 * Plans an assessment. Refuses a check that a target cannot carry, and a gate that the planned number
 * of cases could not pass even without a single breach.
 *
 * @throws ASSESS_CAPABILITY_MISSING, ASSESS_GATE_UNREACHABLE, ASSESS_NOTHING_PLANNED
 */
export function planAssessment(request: PlanRequest): AssessmentPlan {
  const mode = request.mode ?? "full";
  const planned = request.lanes.map((lane) => ({ ...lane, lane: planLane(lane, request, mode) }));
  const passedOver = mode === "full" ? planned.filter(declaresNothing) : [];
  const lanes = planned
    .filter((one) => (mode === "full" ? !declaresNothing(one) : one.lane.cases.length > 0))
    .map(({ lane }) => lane);
  if (lanes.length === 0 && (request.besides?.planned ?? 0) === 0) {
    const reasons = [
      ...passedOver.map(({ lane }) => whyPassedOver(lane.check, lane.target, lane.leftOut)),
      ...(request.besides?.passedOver ?? []),
    ];
    throw assessErrors.nothingPlanned(
      mode === "regressions"
        ? "No earlier run has a breached case to try again."
        : ["No check applies to any target.", ...reasons].join(" "),
    );
  }
  return {
    schemaVersion: "bartizan.plan/v1",
    run: request.run,
    seed: request.seed,
    createdAt: request.createdAt,
    toolVersion: request.toolVersion,
    system: request.system,
    subject: request.subject,
    lanes,
    exhaustive: request.exhaustive ?? false,
    mode,
    mustHold: [...(request.mustHold ?? [])].sort(),
    compared: [...(request.compared ?? [])].sort(),
    preview: previewCost(lanes, new Map(request.lanes.map((lane) => [lane.target.id, lane.pricing]))),
  };
}

type Planned = LaneRequest & { readonly lane: Lane };

const declaresNothing = ({ check, lane }: Planned): boolean =>
  check.whereDeclared === true && lane.cases.length === 0;

const whyPassedOver = (check: string, target: string, leftOut: Lane["leftOut"]): string =>
  `${check} on \`${target}\`: ${leftOut[0]?.reason ?? "the target declares nothing for it"}.`;

function planLane(lane: LaneRequest, request: PlanRequest, mode: AssessmentPlan["mode"]): Lane {
  const { check, target } = lane;
  requireCapabilities(check, target);
  const plan = check.plan({ target, facts: request.facts });
  const kept = lane.only === undefined ? plan.cases : keepOnly(plan.cases, lane.only);
  const id = `${check.id} ${target.id}`;
  const planned = countArms(kept);
  if (mode === "full" && lane.gate !== undefined) {
    // A gate that is never evaluated must not look like one that was passed.
    if (check.whereDeclared === true && kept.length === 0)
      throw assessErrors.capabilityMissing(whyPassedOver(check.id, target.id, plan.leftOut), {
        at: target.id,
      });
    requireReachableGate(id, lane.gate, planned);
  }
  return {
    id,
    check: check.id,
    checkVersion: check.version,
    title: check.title,
    covers: plan.covers ?? check.covers,
    references: check.references,
    target: target.id,
    ...(lane.component === undefined ? {} : { component: lane.component }),
    ...(lane.targetDigest === undefined ? {} : { targetDigest: lane.targetDigest }),
    ...(lane.gate === undefined ? {} : { gate: lane.gate }),
    repeats: lane.repeats,
    corpora: plan.corpora,
    cases: interleaveArms(kept, seededRandom(request.seed).derive(`order ${id}`)),
    leftOut: plan.leftOut,
  };
}

function requireCapabilities(check: Check, target: LaneRequest["target"]): void {
  if (check.needs.kind !== target.kind) {
    throw assessErrors.capabilityMissing(
      `${check.id} needs a ${check.needs.kind} target; ${target.id} is a ${target.kind}.`,
      { at: target.id },
    );
  }
  const missing = (check.needs.capabilities ?? []).filter((name) => !target.capabilities[name]);
  if (missing.length > 0) {
    throw assessErrors.capabilityMissing(
      `${check.id} needs ${missing.join(", ")}; ${target.id} does not offer it.`,
      {
        at: target.id,
      },
    );
  }
}

/** Utility is shown beside attack success in a pull request too: the twins of the same intents stay. */
function keepOnly(cases: readonly Case[], only: ReadonlySet<string>): readonly Case[] {
  const intents = new Set(cases.filter((item) => only.has(item.id)).map((item) => item.intent));
  return cases.filter((item) => only.has(item.id) || (item.arm === "benign" && intents.has(item.intent)));
}

export function countArms(cases: readonly Case[]): Record<Arm, number> {
  const count: Record<Arm, number> = { attack: 0, baseline: 0, benign: 0 };
  for (const item of cases) count[item.arm] += 1;
  return count;
}
