import type { Threat } from "../../../contracts/index.ts";

export interface ThreatNarrowing {
  readonly q?: string | undefined;
  readonly band?: string | undefined;
  readonly actor?: string | undefined;
}

/** Every word must occur in the id, title, element, actor or a reference of the threat. */
export function narrowThreats(threats: readonly Threat[], by: ThreatNarrowing): readonly Threat[] {
  const words = (by.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return threats.filter((threat) => {
    if (by.band !== undefined && threat.band !== by.band) return false;
    if (by.actor !== undefined && threat.actor !== by.actor) return false;
    const text = [
      threat.id,
      threat.title,
      threat.element,
      threat.actor,
      ...Object.values(threat.references).flat(),
    ]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
