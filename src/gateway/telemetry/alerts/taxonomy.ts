import type { RiskCategory } from "../../../contracts/index.ts";

interface Known {
  /** MITRE ATLAS techniques. */
  readonly atlas: readonly string[];
  /** OWASP Top 10 for LLM applications, 2025. */
  readonly owasp: readonly string[];
}

const known = (atlas: string, owasp: string): Known => ({
  atlas: atlas.split(" ").filter((id) => id !== ""),
  owasp: owasp.split(" ").filter((id) => id !== ""),
});

/** How the two catalogues call what a signal warns of. A category that no catalogue has an id for has none. */
const byCategory: Readonly<Record<RiskCategory, Known>> = {
  "prompt-injection": known("AML.T0051", "LLM01:2025"),
  jailbreak: known("AML.T0054", "LLM01:2025"),
  "hidden-content": known("AML.T0068", "LLM01:2025"),
  secret: known("AML.T0057", "LLM02:2025"),
  "personal-data": known("AML.T0057", "LLM02:2025"),
  canary: known("AML.T0056 AML.T0057", "LLM02:2025 LLM07:2025"),
  "system-prompt-leak": known("AML.T0056", "LLM07:2025"),
  "protected-data-leak": known("AML.T0057", "LLM02:2025"),
  exfiltration: known("AML.T0077", "LLM02:2025 LLM05:2025"),
  "unsafe-output": known("", "LLM05:2025"),
  "tool-misuse": known("AML.T0053", "LLM06:2025"),
  "resource-abuse": known("AML.T0029 AML.T0034", "LLM10:2025"),
  "model-theft": known("AML.T0024.002", "LLM10:2025"),
  evasion: known("AML.T0015", ""),
  "unknown-input": known("", ""),
};

/** Ids of the catalogues for some categories, each once, in order. */
export function taxonomyOf(categories: Iterable<RiskCategory>): Known {
  const entries = [...new Set(categories)].map((category) => byCategory[category]);
  const once = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
  return {
    atlas: once(entries.flatMap(({ atlas }) => atlas)),
    owasp: once(entries.flatMap(({ owasp }) => owasp)),
  };
}
