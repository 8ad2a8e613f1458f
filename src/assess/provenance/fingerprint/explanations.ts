import type { Fingerprint } from "./document.ts";

/** What else could have made a difference, and what these fingerprints say for it. */
export interface Explanation {
  readonly cause: "settings" | "system-prompt" | "quantisation" | "routing" | "weights";
  /** `shown`: the fingerprints themselves show a sign of it; `possible`: they cannot tell. */
  readonly standing: "shown" | "possible" | "ruled-out";
  readonly note: string;
}

/** The settings that differ between two fingerprints, by name. */
export function differingSettings(a: Fingerprint, b: Fingerprint): string[] {
  const names = ["temperature", "topP", "maxTokens", "systemPrompt", "other"] as const;
  return names.filter((name) => a.settings[name] !== b.settings[name]);
}

/** A difference of answers is not yet another model: what competes, with the sign that was seen of each. */
export function explanationsOf(baseline: Fingerprint, current: Fingerprint): Explanation[] {
  const names = ({ reported }: Fingerprint): string => Object.keys(reported.models).sort().join(", ");
  const builds = ({ reported }: Fingerprint): string => Object.keys(reported.fingerprints).sort().join(", ");
  const renamed = names(baseline) !== names(current);
  const rebuilt = builds(baseline) !== builds(current);
  const several =
    Object.keys(current.reported.fingerprints).length > 1 || Object.keys(current.reported.models).length > 1;
  return [
    {
      cause: "settings",
      standing: "possible",
      note: "Our own settings are the same in both; the vendor may have changed a default that we leave to it.",
    },
    {
      cause: "system-prompt",
      standing: "possible",
      note: "The vendor, or a gateway in between, may put instructions before ours. Ask the endpoint without a gateway.",
    },
    {
      cause: "quantisation",
      standing: rebuilt ? "shown" : "possible",
      note: rebuilt
        ? "The build that the endpoint reports is another one; the same weights served in other numbers look like this."
        : "The same weights served in other numbers change answers. Ask the vendor which precision is served.",
    },
    {
      cause: "routing",
      standing: several ? "shown" : "possible",
      note: several
        ? "One collection was answered by several models or builds: requests are spread over them."
        : "Another region, replica or fallback may answer. Collect again at another time and from the same place.",
    },
    {
      cause: "weights",
      standing: renamed ? "shown" : "possible",
      note: renamed
        ? "The endpoint calls its model by another name than it did."
        : "The model itself may be another one: an update under the same name, a tuned one, or a substitute.",
    },
  ];
}
