import { z } from "zod";
import type { Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import {
  inspectFeatures,
  profileSchema,
  type FeatureProfile,
  type FeatureSignal,
} from "../../features/index.ts";
import { withProfile } from "../profile-settings.ts";
import { readSettings } from "../settings.ts";

const unknownSchema = z.strictObject({
  /** What `bartizan guard profile` made of a reference: the path of its file, or what is in it. */
  profile: profileSchema,
  /** Features that are not looked at. */
  ignore: z.array(z.string().max(1000)).max(1000).default([]),
});

const mostRows = 256;

/**
 * Inputs of a model that predicts which do not look like the reference; see `inspectFeatures` for the rules.
 * Without a profile in its settings it is silent. It looks at each request for itself and remembers nothing; it
 * stands here because rows of features are in steps. Of a batch the first 256 rows are looked at, and each rule
 * is said once for each feature, with its highest score. The part it points at holds no text: see `FeatureSignal`.
 */
export const detector: StatefulDetector<null> = detectorOf(undefined, new Set());

function detectorOf(
  profile: FeatureProfile | undefined,
  ignore: ReadonlySet<string>,
): StatefulDetector<null> {
  return {
    id: "unknown-input",
    version: "1.0.0",
    about: "Inputs of a model that do not look like those it was tested with.",
    stages: ["input"],
    key: "session",
    remembers: 60,
    init: () => null,
    step: (_state, step) => [null, profile === undefined ? [] : inspectRows(profile, ignore, step)],
    configure: (given) => {
      const settings = readSettings(unknownSchema, withProfile(given));
      return detectorOf(settings.profile, new Set(settings.ignore));
    },
  };
}

function inspectRows(profile: FeatureProfile, ignore: ReadonlySet<string>, step: Step): Signal[] {
  const highest = new Map<string, FeatureSignal>();
  for (const row of (step.features ?? []).slice(0, mostRows))
    for (const signal of inspectFeatures(profile, row)) {
      const key = `${signal.rule} ${signal.feature}`;
      if (!ignore.has(signal.feature) && signal.score > (highest.get(key)?.score ?? 0))
        highest.set(key, signal);
    }
  return [...highest.values()].map(({ rule, category, score, end, why }) => ({
    detector: "unknown-input",
    rule,
    category,
    score,
    start: 0,
    end: Math.min(end, step.text?.length ?? 0),
    why,
  }));
}
