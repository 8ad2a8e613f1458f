import type { Threat } from "../../contracts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { systemDiagram, type SystemDiagram } from "./diagram.ts";
import { mermaidLabel, mermaidName } from "./escape.ts";

type Part = SystemDiagram["parts"][number];
type Brackets = readonly [open: string, close: string];

/** People are rounded, what thinks is a hexagon, what keeps data a cylinder. */
function bracketsOf(kind: string): Brackets {
  if (kind === "user" || kind === "external_party" || kind === "human") return ["([", "])"];
  if (kind === "agent" || kind === "app" || kind === "model" || kind === "vendor_model") return ["{{", "}}"];
  if (kind === "rag_store" || kind === "memory" || kind === "datastore" || kind === "model_registry")
    return ["[(", ")]"];
  return ["[", "]"];
}

/**
 * The data-flow diagram as a Mermaid flowchart: zones are subgraphs, thick arrows carry text that
 * outsiders write, and parts with threats say how many. Labels cannot break out of their quotes.
 */
export function threatsMermaid(loaded: LoadedSystem, threats: readonly Threat[]): string {
  const { zones, parts, links } = systemDiagram(loaded, threats);
  const lines = ["flowchart LR"];
  for (const zone of zones) {
    const inside = parts.filter((part) => part.zone === zone.id);
    if (inside.length === 0) continue;
    lines.push(`  subgraph ${mermaidName("z", zone.id)}[${mermaidLabel(`${zone.id}, trust ${zone.trust}`)}]`);
    for (const part of inside) lines.push(`    ${nodeOf(part)}`);
    lines.push("  end");
  }
  for (const link of links) {
    const count = link.threats.length === 0 ? "" : `, ${threatCount(link.threats)}`;
    const arrow = link.untrusted ? "==>" : "-->";
    const label = mermaidLabel(`${link.id} ${link.data.join(", ")}${count}`);
    lines.push(`  ${mermaidName("c", link.from)} ${arrow}|${label}| ${mermaidName("c", link.to)}`);
  }
  const worst = new Map<string, string>();
  for (const threat of threats) if (threat.band === "critical") worst.set(threat.element, "critical");
  const marked = parts.filter(({ id }) => worst.has(id)).map(({ id }) => mermaidName("c", id));
  if (marked.length > 0)
    lines.push("  classDef critical stroke-width:4px", `  class ${marked.join(",")} critical`);
  return `${lines.join("\n")}\n`;
}

function nodeOf(part: Part): string {
  const [open, close] = bracketsOf(part.kind);
  const count = part.threats.length === 0 ? "" : `, ${threatCount(part.threats)}`;
  return `${mermaidName("c", part.id)}${open}${mermaidLabel(`${part.id} (${part.kind}${count})`)}${close}`;
}

const threatCount = (ids: readonly string[]): string =>
  ids.length === 1 ? "1 threat" : `${ids.length} threats`;
