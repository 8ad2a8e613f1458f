import { createHash } from "node:crypto";
import type { ScanReport } from "../../../contracts/index.ts";
import { element, type Markup } from "../../html/markup.ts";
import { style } from "../../html/style.ts";
import { minute } from "../../wording.ts";
import { verdictSentence } from "../words/index.ts";
import { filesSection, scanMark } from "./files.ts";
import { scanFindings } from "./finding-list.ts";

const ownStyle = `${style}
.verdict.unsafe { border-left-color: var(--bad); } .verdict.clean { border-left-color: var(--good); } .verdict.incomplete, .verdict.review { border-left-color: var(--open); }
.mark.planned { color: var(--open); }
.file { border: 1px solid var(--line); border-left: 4px solid var(--line); padding: 8px 12px; margin: 0 0 8px; } .file.unsafe { border-left-color: var(--bad); } .file.incomplete, .file.review { border-left-color: var(--open); } .file.clean { border-left-color: var(--good); }
.members { margin: 8px 0 0 12px; } figure.bytes { margin: 8px 0 12px; } .bytes > svg { display: block; width: 100%; height: 28px; border: 1px solid var(--line); }
.bytes figcaption { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; color: var(--quiet); margin-top: 4px; } .swatch { width: 10px; height: 10px; border: 1px solid var(--line); vertical-align: -1px; }
.k0 { fill: #5b8def; } .k1 { fill: #e0a030; } .k2 { fill: #3fa37c; } .k3 { fill: #b56fc7; } .k4 { fill: #d8715b; } .k5 { fill: #6f8796; } .k6 { fill: #a2b544; }
.bytes rect { stroke: var(--page); stroke-width: 0.5; vector-effect: non-scaling-stroke; } .hatch { stroke: var(--bad); stroke-width: 1.2; fill: none; }
.outcome-runs-code, .outcome-reaches-out, .outcome-exhausts { color: var(--bad); font-weight: 600; } .outcome-refuses, .outcome-unknown, .outcome-review { color: var(--open); } .outcome-safe { color: var(--good); }
.excerpt { background: var(--panel); border: 1px solid var(--line); padding: 8px; overflow-x: auto; white-space: pre; overflow-wrap: normal; position: relative; } .excerpt:focus-visible { outline: 2px solid var(--accent); } .line-number { color: var(--quiet); }
.related { font-size: 13px; margin: 4px 0; padding-left: 20px; } .related li { overflow-wrap: anywhere; }
`;

// The digest covers the very bytes between the tags, so nothing may reflow them.
const digest = createHash("sha256").update(ownStyle).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/**
 * One self-contained page of a scan: no script, no external asset, a policy that would stop both. Whatever stood in a
 * file is escaped, its hidden characters marked. Files as a tree with their byte maps, loaders, findings in place.
 */
export function scanHtml(report: ScanReport): string {
  return `${page(report).markup.trim()}\n`;
}

function page(report: ScanReport): Markup {
  const what = report.system?.name ?? report.paths.join(", ");
  return element`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${what}: ${report.verdict}</title>
        ${{ markup: `<style>${ownStyle}</style>` }}
      </head>
      <body>
        <header>
          <h1>${what}</h1>
          <p class="quiet">Scanned ${minute(report.startedAt)}. Nothing was loaded, run or imported.</p>
          <div class="verdict ${report.verdict}">
            ${scanMark(report.verdict)}
            <p><strong>${report.verdict}.</strong> ${verdictSentence(report)}</p>
          </div>
        </header>
        <main>${scanFindings(report)} ${partsSection(report)} ${filesSection(report)} ${notesSection(report)}</main>
        <footer class="quiet">
          <p>
            Written by ${report.tool.name} ${report.tool.version}. It says what was found by these parsers on this
            date. Clean means: nothing found, every byte explained.
          </p>
        </footer>
      </body>
    </html> `;
}

function partsSection({ system }: ScanReport): Markup | undefined {
  if (system === undefined) return undefined;
  return element`<section id="parts">
    <h2>What ${system.name} names</h2>
    <div class="wide" tabindex="0" role="group" aria-label="Parts of the system">
      <table>
        <thead>
          <tr>
            ${["part", "component", "path", "verdict", "digest"].map((name) => element`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${system.parts.map(
            (part) =>
              element`<tr>
                <th scope="row">${part.id}</th>
                <td>${part.component ?? ""}</td>
                <td><code>${part.path}</code></td>
                <td>${scanMark(part.verdict)} ${part.verdict}</td>
                <td>${part.digest ?? "not compared"}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function notesSection({ notes }: ScanReport): Markup | undefined {
  if (notes.length === 0) return undefined;
  return element`<section id="notes">
    <h2>Notes</h2>
    <ul class="caveats">
      ${notes.map((note) => element`<li>${note}</li>`)}
    </ul>
  </section>`;
}
