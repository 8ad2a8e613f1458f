import { assessErrors, checks } from "../../assess/index.ts";
import { modelChecks } from "../../assess/audit/index.ts";
import { isPredictConfig } from "../../targets/index.ts";
import type { LoadedSystem } from "../../system/index.ts";

/**
 * Which checks are wanted: those the manifest gates, or, where it has no gate at all, every one. `--only` chooses
 * among all of them; `redteam/*` takes a family.
 *
 * @throws ASSESS_UNKNOWN_CHECK, ASSESS_CAPABILITY_MISSING for a gate that no target of the manifest could answer:
 * it would never be evaluated, which is not the same as passed.
 */
export function isSelected(
  only: readonly string[] | undefined,
  loaded: LoadedSystem,
): (check: { readonly id: string }) => boolean {
  const { gates } = loaded.manifest;
  for (const [i, { check }] of gates.entries()) {
    requireKnown(check, loaded.file);
    requireTarget(i, loaded);
  }
  if (only === undefined) {
    const gated = new Set(gates.map(({ check }) => check));
    return ({ id }) => gated.size === 0 || gated.has(id);
  }
  for (const pattern of only)
    if (!known().some((id) => matches(pattern, id))) requireKnown(pattern, "--only");
  return ({ id }) => only.some((pattern) => matches(pattern, id));
}

/** Whether a check was asked for by its own name, and not as one of many. */
export const isNamed = (only: readonly string[] | undefined, loaded: LoadedSystem, check: string): boolean =>
  only === undefined ? loaded.manifest.gates.some((gate) => gate.check === check) : only.includes(check);

const matches = (pattern: string, id: string): boolean =>
  pattern.endsWith("/*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

const known = (): readonly string[] => [...checks, ...modelChecks].map(({ id }) => id);

function requireKnown(check: string, where: string): void {
  const ids = known();
  if (ids.includes(check)) return;
  throw assessErrors.unknownCheck(`There is no check "${check}"; there are ${ids.join(", ")}.`, {
    at: where,
    field: "gates",
  });
}

function requireTarget(index: number, loaded: LoadedSystem): void {
  const { gates, targets } = loaded.manifest;
  const gate = gates[index];
  if (gate === undefined || targets.length === 0) return;
  const predicts = modelChecks.some(({ id }) => id === gate.check);
  const meant = targets.filter(({ id }) => gate.target === undefined || id === gate.target);
  if (predicts && (gate.refused_at_most !== undefined || gate.repeats !== 1))
    throw assessErrors.capabilityMissing(
      `The gate of ${gate.check} says \`${gate.refused_at_most === undefined ? "repeats" : "refused_at_most"}\`, which checks of models do not have.`,
      loaded.place(["gates", index]),
    );
  if (meant.some((target) => isPredictConfig(target) === predicts)) return;
  throw assessErrors.capabilityMissing(
    `The gate of ${gate.check} needs a target that ${predicts ? "predicts" : "converses"}; ${gate.target === undefined ? "the manifest has none" : `\`${gate.target}\` does not`}.`,
    loaded.place(["gates", index]),
  );
}
