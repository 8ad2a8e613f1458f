import type { Band, Threat } from "../../contracts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { openQuestions, type OpenQuestion } from "../model/model-threats.ts";
import { attackPaths, MOST_PATHS, type AttackPath } from "../paths/attack-paths.ts";
import type { ThreatRules } from "../rules/load.ts";
import { markdownText } from "./escape.ts";
import { threatsMermaid } from "./mermaid.ts";

const bands: readonly Band[] = ["critical", "high", "medium", "low"];

/**
 * The threat model as a Markdown document: what it is about, the diagram, the register with reasons, the
 * attack paths and the open questions. Everything from the manifest is escaped.
 */
export function threatsMarkdown(
  loaded: LoadedSystem,
  threats: readonly Threat[],
  rules: ThreatRules,
): string {
  const { system } = loaded.manifest;
  const counts = bands.map((band) => `${threats.filter((threat) => threat.band === band).length} ${band}`);
  const paths = attackPaths(loaded);
  return [
    `# Threat model: ${markdownText(system.name)}`,
    "",
    markdownText(system.purpose, 2000),
    "",
    `- System \`${system.id}\`, digest \`${loaded.digest}\``,
    ...(system.owner === undefined ? [] : [`- Owner: ${markdownText(system.owner)}`]),
    `- Rules: \`${rules.pack.id}\` ${rules.pack.version}, digest \`${rules.digest}\``,
    `- ${threats.length} threats: ${counts.join(", ")}`,
    "",
    "What is listed follows from the manifest and these rules. It is not a proof that there is nothing else.",
    "",
    "## Data flows",
    "",
    "Thick arrows carry text that outsiders write.",
    "",
    "```mermaid",
    threatsMermaid(loaded, threats).trimEnd(),
    "```",
    "",
    "## Register",
    "",
    ...register(threats),
    "",
    "## Why each is there, and what would cover it",
    "",
    ...threats.flatMap(reasons),
    ...attackPathSection(paths),
    ...questionSection(openQuestions(loaded, rules)),
  ].join("\n");
}

function register(threats: readonly Threat[]): string[] {
  if (threats.length === 0) return ["No rule fired."];
  return [
    "| Threat | Title | STRIDE | Actor | L × I | Band | ATLAS | OWASP LLM 2025 → 2026 | Agentic |",
    "|---|---|---|---|---|---|---|---|---|",
    ...threats.map((threat) => {
      const { references: ids } = threat;
      const cells = [
        threat.id,
        markdownText(threat.title),
        threat.stride.join("/"),
        threat.actor,
        `${threat.likelihood} × ${threat.impact} = ${threat.likelihood * threat.impact}`,
        threat.band,
        ids.atlas.join(", ") || "none",
        `${ids.owaspLlm2025.join(", ") || "–"} → ${ids.owaspLlm2026.join(", ") || "–"}`,
        ids.owaspAgentic.join(", ") || "–",
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ];
}

function reasons(threat: Threat): string[] {
  const { coveredBy } = threat;
  return [
    `### ${threat.id}: ${markdownText(threat.title)}`,
    "",
    ...threat.matched.map((fact) => `- because ${markdownText(fact.because)}`),
    `- mitigations: ${threat.mitigations.join(", ")}`,
    `- tested by ${listed(coveredBy.tested)}; guarded by ${listed(coveredBy.guarded)}; watched by ${listed(coveredBy.watched)}; rehearsed by ${listed(coveredBy.rehearsed)}`,
    "",
  ];
}

const listed = (ids: readonly string[]): string => ids.join(", ") || "nothing named";

function attackPathSection(paths: readonly AttackPath[]): string[] {
  if (paths.length === 0) return [];
  return [
    "## Attack paths",
    "",
    "From text that outsiders write, through an agent, to an act. Cutting any one flow of a path breaks it.",
    "A trifecta has all three: outsiders' text, data worth stealing, and a way out.",
    "",
    "| From | Over | To | Can | Data in reach | Trifecta |",
    "|---|---|---|---|---|---|",
    ...paths.map((path) => {
      const steps = path.components.slice(1, -1).join(" → ");
      const data = path.sensitive.join(", ") || "none";
      return `| ${path.source} | ${path.flows.join(", ")} (${steps}) | ${path.sink} | ${path.effects.join(", ")} | ${data} | ${path.trifecta ? "yes" : "no"} |`;
    }),
    ...(paths.length === MOST_PATHS
      ? ["", `There may be more: only the first ${MOST_PATHS} are listed.`]
      : []),
    "",
  ];
}

function questionSection(questions: readonly OpenQuestion[]): string[] {
  if (questions.length === 0) return [];
  return [
    "## Open questions",
    "",
    "The manifest does not say these, and a threat depends on each.",
    "",
    "| Element | Not stated | Decides |",
    "|---|---|---|",
    ...questions.map(
      ({ element, unstated, rule, title }) =>
        `| ${element} | ${unstated.join(", ")} | ${rule} ${markdownText(title)} |`,
    ),
    "",
  ];
}
