import { lira } from "./lira.ts";
import { membershipResult, type MembershipOptions, type MembershipResult } from "./low-false-positives.ts";
import { rmia } from "./rmia.ts";
import type { AuditedModel, ShadowOutputs } from "./shadow-outputs.ts";

/**
 * All attacks that confidences allow: the loss baseline, and against shadows the likelihood ratio (one spread for all rows
 * below 64 shadows) and RMIA. Without shadows only the baseline is left, which says little at few false positives.
 *
 * @example
 * const results = assessMembership({ logits, members }, shadows);
 * results.map(({ attack, area }) => [attack, area]) // [["loss", 0.51], ["lira-online-fixed", 0.59], …]
 */
export function assessMembership(
  audited: AuditedModel,
  shadows?: ShadowOutputs,
  options: MembershipOptions = {},
): readonly MembershipResult[] {
  const { logits, members } = audited;
  const result = (attack: string, scores: Float64Array): MembershipResult =>
    membershipResult(attack, scores, members, options);
  const baseline = result("loss", logits);
  if (shadows === undefined) return [baseline];
  const many = shadows.models >= 64;
  const online = many ? "online" : "online-fixed";
  const offline = many ? "offline" : "offline-fixed";
  return [
    baseline,
    result(`lira-${online}`, lira(logits, shadows, online)),
    result(`lira-${offline}`, lira(logits, shadows, offline)),
    result("rmia-online", rmia(logits, shadows)),
    result("rmia-offline", rmia(logits, shadows, { mode: "offline" })),
  ];
}
