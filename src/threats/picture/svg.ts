import type { Band, Threat } from "../../contracts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { systemDiagram, type SystemDiagram } from "./diagram.ts";
import { oneLine } from "./escape.ts";

const BOX = { width: 150, height: 44, gapX: 90, gapY: 18 } as const;
const MARGIN = 24;
const HEAD = 30;

interface Spot {
  readonly x: number;
  readonly y: number;
}
type Part = SystemDiagram["parts"][number];
type Link = SystemDiagram["links"][number];

/**
 * The data-flow diagram as one self-contained SVG: a column for each zone, from the least trusted to the
 * innermost. Red arrows carry text that outsiders write; the border of a part has the colour of its gravest threat.
 * No script, no style sheet, no external reference; every text is escaped.
 */
export function threatsSvg(loaded: LoadedSystem, threats: readonly Threat[]): string {
  const diagram = systemDiagram(loaded, threats);
  const columns = diagram.zones
    .map((zone) => ({ zone, parts: diagram.parts.filter((part) => part.zone === zone.id) }))
    .filter(({ parts }) => parts.length > 0);
  const tallest = Math.max(1, ...columns.map(({ parts }) => parts.length));
  const width = MARGIN * 2 + columns.length * (BOX.width + BOX.gapX) - BOX.gapX;
  const height = MARGIN * 2 + HEAD + tallest * (BOX.height + BOX.gapY);
  const spots = new Map<string, Spot>();
  const zones: string[] = [];
  const boxes: string[] = [];
  for (const [c, { zone, parts }] of columns.entries()) {
    const x = MARGIN + c * (BOX.width + BOX.gapX);
    zones.push(
      `<rect x="${x - 12}" y="${MARGIN - 12}" width="${BOX.width + 24}" height="${height - MARGIN}" rx="8" fill="#8881" stroke="#888" stroke-dasharray="4 4"/>`,
      text(x, MARGIN + 8, `${zone.id}, trust ${zone.trust}`, 'font-weight="bold"'),
    );
    for (const [r, part] of parts.entries()) {
      const spot = { x, y: MARGIN + HEAD + r * (BOX.height + BOX.gapY) };
      spots.set(part.id, spot);
      boxes.push(boxOf(part, spot, gravest(part, threats)));
    }
  }
  const arrows = diagram.links.flatMap((link) => arrowOf(link, spots));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escape(`Data flows of ${loaded.manifest.system.name}`)}">`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    // Boxes cover what runs beneath them, so that their words stay readable.
    ...zones,
    ...arrows,
    ...boxes,
    "</svg>",
    "",
  ].join("\n");
}

const colours: Readonly<Record<Band, string>> = {
  critical: "#b00020",
  high: "#d9480f",
  medium: "#b08900",
  low: "#2b8a3e",
};
const order: readonly Band[] = ["critical", "high", "medium", "low"];

function gravest(part: Part, threats: readonly Threat[]): Band | undefined {
  const on = new Set(threats.filter(({ element }) => element === part.id).map(({ band }) => band));
  return order.find((band) => on.has(band));
}

function boxOf(part: Part, { x, y }: Spot, band: Band | undefined): string {
  const stroke = band === undefined ? "#555" : colours[band];
  const count = part.threats.length === 0 ? "" : ` · ${part.threats.length}`;
  return [
    `<g><title>${escape([part.id, ...part.threats].join(" "))}</title>`,
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="4" fill="#fff" stroke="${stroke}" stroke-width="${band === undefined ? 1 : 2}"/>`,
    text(x + 8, y + 18, oneLine(part.id, 20)),
    text(x + 8, y + 34, `${part.kind}${count}`, 'fill="#666" font-size="10"'),
    "</g>",
  ].join("");
}

/** A curve from the facing sides; within one column it bows out to the right. */
function arrowOf(link: Link, spots: ReadonlyMap<string, Spot>): string[] {
  const [from, to] = [spots.get(link.from), spots.get(link.to)];
  if (from === undefined || to === undefined) return [];
  const middle = BOX.height / 2;
  const same = from.x === to.x;
  const forward = to.x > from.x;
  const x1 = same || forward ? from.x + BOX.width : from.x;
  const x2 = same || !forward ? to.x + BOX.width : to.x;
  const [y1, y2] = [from.y + middle - 6, to.y + middle + 6];
  const bow = same ? 46 : (forward ? 1 : -1) * Math.max(30, Math.abs(x2 - x1) / 3);
  const back = same ? 46 : -bow;
  const stroke = link.untrusted ? "#c92a2a" : "#495057";
  // The label stands on the curve near its start, where parallel arrows are furthest apart.
  const labelX = bezier(x1, x1 + bow, x2 + back, x2) + 2;
  const labelY = bezier(y1, y1, y2, y2) - 3;
  return [
    `<g><title>${escape([link.id, ...link.data, ...link.threats].join(" "))}</title><path d="M${x1} ${y1}C${x1 + bow} ${y1} ${x2 + back} ${y2} ${x2} ${y2}" fill="none" stroke="${stroke}" stroke-width="${link.untrusted ? 1.8 : 1}" marker-end="url(#head)"/>${text(labelX, labelY, link.id, `font-size="9" fill="${stroke}"`)}</g>`,
  ];
}

const T = 0.22;
const bezier = (a: number, b: number, c: number, d: number): number =>
  Math.round((1 - T) ** 3 * a + 3 * (1 - T) ** 2 * T * b + 3 * (1 - T) * T ** 2 * c + T ** 3 * d);

const text = (x: number, y: number, words: string, style = ""): string =>
  `<text x="${x}" y="${y}"${style === "" ? "" : ` ${style}`}>${escape(words)}</text>`;

const escape = (words: string): string =>
  oneLine(words, 2000)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
