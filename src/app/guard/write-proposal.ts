import { inspectText } from "../../detect/index.ts";
import type { Clock, PolicyStamp } from "../../contracts/index.ts";
import { readTextBounded } from "../../formats/index.ts";
import {
  policyFromText,
  preparePolicy,
  provePolicy,
  shippedPolicies,
  type Proposal,
} from "../../guard/index.ts";
import { appErrors } from "../errors.ts";
import { systemClock } from "../system-clock.ts";
import { detectorShelf } from "./detector-shelf.ts";
import { insertItem, raiseVersion } from "./edit-policy-text.ts";

/** The policy file with a proposal in it. Nothing has been written yet. */
export interface AmendedPolicy {
  readonly text: string;
  readonly before: PolicyStamp;
  readonly after: PolicyStamp;
  readonly tests: number;
}

const largestPolicy = 2_000_000;

/**
 * Adds a proposed rule and its test to a policy file, raises its version, and runs all of its tests: what comes
 * back does what its tests say. Comments and spacing stay as they are.
 *
 * @throws APP_PROPOSAL_UNFIT when there is no rule to add or the file cannot be edited; what reading and proving
 *   a policy throws, GUARD_TESTS_FAILED above all
 */
export async function amendPolicy(
  file: string,
  proposal: Proposal,
  clock: Clock = systemClock,
): Promise<AmendedPolicy> {
  if (proposal.kind !== "rule") throw appErrors.proposalUnfit(proposal.sentence, { file });
  if (Object.values(shippedPolicies()).includes(file))
    throw appErrors.proposalUnfit("Policies that ship with the program are not changed; inherit one.", {
      file,
    });
  const text = await readTextBounded(file, largestPolicy);
  const named = shippedPolicies();
  const before = await policyFromText(text, file, { named });
  const detector = detectorOf(proposal);
  const on = detector === undefined || before.detectors.get(detector)?.on === true;
  const steps: readonly ((text: string) => string | undefined)[] = [
    (now) => (on ? now : insertItem(now, "detectors", { [detector]: true })),
    (now) => insertItem(now, "rules", proposal.rule),
    (now) => insertItem(now, "tests", proposal.test),
    raiseVersion,
  ];
  let amended: string = text;
  for (const step of steps) {
    const next = step(amended);
    if (next === undefined)
      throw appErrors.proposalUnfit("The file is not written so that it can be edited safely.", { file });
    amended = next;
  }
  const after = await policyFromText(amended, file, { named });
  const report = await provePolicy(preparePolicy(after, detectorShelf()), { inspectText, clock });
  return { text: amended, before: before.stamp, after: after.stamp, tests: report.passed };
}

/** The one detector a proposed rule rests on. */
function detectorOf({ rule }: Extract<Proposal, { kind: "rule" }>): string | undefined {
  const { when } = rule;
  if (typeof when !== "object" || when === null || !("signals" in when)) return undefined;
  const { signals } = when;
  if (typeof signals !== "object" || signals === null || !("detectors" in signals)) return undefined;
  const { detectors } = signals;
  const [first] = Array.isArray(detectors) ? detectors : [];
  return typeof first === "string" ? first : undefined;
}
