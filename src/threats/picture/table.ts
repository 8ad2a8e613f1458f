import type { Band, Threat } from "../../contracts/index.ts";
import { oneLine } from "./escape.ts";

export interface TableOptions {
  /** Width of the terminal. */
  readonly columns: number;
  readonly colour: boolean;
}

const colours: Readonly<Record<Band, string>> = { critical: "1;31", high: "31", medium: "33", low: "32" };

/** The register for a terminal, one line a threat, the gravest first. */
export function threatsTable(threats: readonly Threat[], { columns, colour }: TableOptions): string {
  if (threats.length === 0) return "No rule fired.\n";
  const rows = [...threats].sort(
    (a, b) => b.likelihood * b.impact - a.likelihood * a.impact || (a.id < b.id ? -1 : 1),
  );
  const idWidth = Math.max(6, ...rows.map(({ id }) => id.length));
  const titleWidth = Math.max(20, columns - idWidth - 22);
  const header = `${"THREAT".padEnd(idWidth)}  ${"L×I".padStart(6)}  ${"BAND".padEnd(8)}  TITLE`;
  const lines = rows.map((threat) => {
    const score = `${threat.likelihood}×${threat.impact}=${threat.likelihood * threat.impact}`;
    const band = threat.band.padEnd(8);
    const shown = colour ? `\u001b[${colours[threat.band]}m${band}\u001b[0m` : band;
    return `${threat.id.padEnd(idWidth)}  ${score.padStart(6)}  ${shown}  ${oneLine(threat.title, titleWidth)}`;
  });
  return `${[header, ...lines].join("\n")}\n`;
}
