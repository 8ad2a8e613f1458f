import { assessErrors, checks, type LaneRequest } from "../../assess/index.ts";
import type { Check, Gate } from "../../contracts/index.ts";
import { targetDigest, type LoadedSystem } from "../../system/index.ts";
import type { Connections, TargetConfigOf } from "./connect.ts";

export interface LaneChoice {
  readonly loaded: LoadedSystem;
  readonly connections: Connections;
  /** Check ids; `redteam/*` takes the family. */
  readonly only?: readonly string[];
  readonly repeats?: number;
  /** Lane id → the cases to keep. */
  readonly cases?: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Which checks run on which targets: those the manifest gates, or, where it has no gate at all, every check.
 * `--only` chooses among all checks. A check whose needs a target does not meet is refused, not skipped.
 */
export function chooseLanes(choice: LaneChoice): readonly LaneRequest[] {
  const gates = choice.loaded.manifest.gates;
  for (const { check } of gates) requireKnown(check, choice.loaded.file);
  const selected = selectChecks(
    choice.only,
    gates.map(({ check }) => check),
  );
  for (const check of selected) requireAllowedEffects(check, choice.loaded);
  return selected.flatMap((check) =>
    [...choice.connections.targets.values()].map((target) => {
      const config = choice.connections.configs.get(target.id);
      const identity = targetDigest(choice.loaded, target.id);
      const own = gates.filter((gate) => gate.check === check.id);
      const gate =
        own.find((item) => item.target === target.id) ?? own.find((item) => item.target === undefined);
      const repeats = choice.repeats ?? gate?.repeats ?? 1;
      const kept = choice.cases?.get(`${check.id} ${target.id}`);
      return {
        check,
        target,
        repeats,
        ...(identity === undefined ? {} : { targetDigest: identity }),
        ...(config?.component === undefined ? {} : { component: config.component }),
        ...(gate === undefined ? {} : { gate: gateOf(gate) }),
        ...(config?.pricing === undefined ? {} : { pricing: pricingOf(config.pricing) }),
        ...(choice.cases === undefined ? {} : { only: kept ?? new Set<string>() }),
      };
    }),
  );
}

function selectChecks(only: readonly string[] | undefined, gated: readonly string[]): readonly Check[] {
  if (only === undefined) return gated.length === 0 ? checks : checks.filter(({ id }) => gated.includes(id));
  const matches = (pattern: string, id: string): boolean =>
    pattern.endsWith("/*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
  for (const pattern of only) {
    if (!checks.some(({ id }) => matches(pattern, id))) requireKnown(pattern, "--only");
  }
  return checks.filter(({ id }) => only.some((pattern) => matches(pattern, id)));
}

function requireKnown(check: string, where: string): void {
  if (checks.some(({ id }) => id === check)) return;
  throw assessErrors.unknownCheck(
    `There is no check "${check}"; there are ${checks.map(({ id }) => id).join(", ")}.`,
    {
      at: where,
      field: "gates",
    },
  );
}

/** @throws ASSESS_SIDE_EFFECT_NOT_ALLOWED */
function requireAllowedEffects(check: Check, loaded: LoadedSystem): void {
  const allowed = loaded.manifest.rules_of_engagement?.allowed_side_effects;
  const beyond =
    allowed === undefined ? [] : (check.mayCause ?? []).filter((effect) => !allowed.includes(effect));
  if (beyond.length === 0) return;
  throw assessErrors.sideEffectNotAllowed(
    `${check.id} may cause ${beyond.join(", ")}.`,
    loaded.place(["rules_of_engagement", "allowed_side_effects"]),
  );
}

type ManifestGate = LoadedSystem["manifest"]["gates"][number];

function gateOf(gate: ManifestGate): Gate {
  return {
    check: gate.check,
    atMost: gate.at_most,
    confidence: gate.confidence,
    unscoredAtMost: gate.unscored_at_most,
    ...(gate.refused_at_most === undefined ? {} : { refusedAtMost: gate.refused_at_most }),
  };
}

function pricingOf(pricing: NonNullable<TargetConfigOf["pricing"]>): NonNullable<LaneRequest["pricing"]> {
  return {
    currency: pricing.currency,
    inputPerMillion: pricing.input_per_million,
    outputPerMillion: pricing.output_per_million,
  };
}
