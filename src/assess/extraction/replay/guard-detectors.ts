import type { FeatureRow, InputSpec, JsonValue, Rows, StatefulDetector } from "../../../contracts/index.ts";
import { featureNames } from "./replay.ts";

/** Detectors of the guard that look for theft of models. */
const watching = ["extraction", "query-distribution"] as const;

/** Rows of a reference that tell what streams look like. */
export const leastReference = 256;

/**
 * The guard's own detectors of theft, calibrated on rows like those the model is asked in use, as `bartizan guard
 * profile` does. With fewer than 256 rows the detector of distributions is left out: it would be silent.
 */
export async function theftDetectors(
  input: InputSpec,
  reference: Rows,
): Promise<readonly StatefulDetector[]> {
  // Loaded where it is needed: checks are listed without the guard.
  const { overTimeDetectors, profileFeatures } = await import("../../../detect/index.ts");
  const names = featureNames(input, reference.width);
  const found = overTimeDetectors.filter(({ id }) => watching.some((name) => name === id));
  if (reference.count < leastReference) return found.filter(({ id }) => id !== "query-distribution");
  const profile = profileFeatures(
    Array.from({ length: reference.count }, (_, row): FeatureRow =>
      Object.fromEntries(names.map((name, i) => [name, reference.data[row * reference.width + i] ?? null])),
    ),
  );
  // Settings are JSON; a profile is numbers, names and lists.
  const settings = { profile: JSON.parse(JSON.stringify(profile)) as JsonValue };
  return found.map((one) => (one.id === "query-distribution" ? (one.configure?.(settings) ?? one) : one));
}
