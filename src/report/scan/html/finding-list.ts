import type { ScanFinding, ScanReport } from "../../../contracts/index.ts";
import { element, foreign, type Markup } from "../../html/markup.ts";
import { openFindings, placeWords, suppressedFindings } from "../words/index.ts";

const mostFindings = 500;

/** Findings, the worst first, each where it stands: bytes, or the lines around it. */
export function scanFindings(report: ScanReport): Markup {
  const all = openFindings(report);
  const shown = all.slice(0, mostFindings);
  const silenced = suppressedFindings(report);
  return element`<section id="findings">
    <h2>Findings</h2>
    ${shown.length === 0 ? element`<p>None in what was examined.</p>` : shown.map(article)}
    ${all.length > shown.length ? element`<p>… ${all.length - shown.length} more findings.</p>` : undefined}
    ${
      silenced.length === 0
        ? undefined
        : element`<h3>Suppressed</h3>
            ${silenced.slice(0, mostFindings).map(article)}`
    }
  </section>`;
}

function article(finding: ScanFinding): Markup {
  const { suppressed } = finding;
  return element`<article class="finding ${finding.severity} ${suppressed === undefined && finding.effect !== "note" ? "open" : "closed"}">
    <h3><span class="severity ${finding.severity}">${finding.severity}</span> ${finding.title}</h3>
    <p class="where"><code>${placeWords(finding.place)}</code> ${finding.rule}, ${finding.effect}, ${finding.id}</p>
    ${
      suppressed === undefined
        ? undefined
        : element`<p class="triage">
            Suppressed${suppressed.until === undefined ? "" : ` until ${suppressed.until}`}: ${suppressed.reason}
          </p>`
    }
    <p>${finding.description}</p>
    ${excerpt(finding)}
    ${
      finding.related === undefined || finding.related.length === 0
        ? undefined
        : element`<ul class="related">
            ${finding.related.map((place) => element`<li><code>${placeWords(place)}</code> ${place.note}</li>`)}
          </ul>`
    }
    <p><strong>Remedy.</strong> ${finding.remedy}</p>
    ${finding.references.length === 0 ? undefined : element`<p class="quiet">${finding.references.join(", ")}</p>`}
  </article>`;
}

function excerpt({ excerpt: around, place }: ScanFinding): Markup | undefined {
  if (around === undefined) return undefined;
  const last = place.endLine ?? place.line ?? 0;
  const lines = around.lines.map((text, i) => {
    const number = around.firstLine + i;
    const here = place.line !== undefined && number >= place.line && number <= last;
    const shown = element`<span class="line-number">${String(number).padStart(5)}</span> ${here ? element`<mark>${foreign(text)}</mark>` : foreign(text)}`;
    return { markup: `${shown.markup}\n` };
  });
  return element`<pre class="excerpt" tabindex="0">${lines}</pre>`;
}
