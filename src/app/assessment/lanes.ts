import { assessErrors, checks, type LaneRequest } from "../../assess/index.ts";
import type { Check, Gate } from "../../contracts/index.ts";
import { targetDigest, type LoadedSystem } from "../../system/index.ts";
import type { Connections, TargetConfigOf } from "./connect.ts";
import { isSelected } from "./selection.ts";

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
  const selected = checks.filter(isSelected(choice.only, choice.loaded));
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
