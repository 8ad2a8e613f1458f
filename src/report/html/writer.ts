import { createHash } from "node:crypto";
import type { ReportWriter, RunReport } from "../../contracts/index.ts";
import { minute } from "../wording.ts";
import { checksSection, comparisonsSection } from "./checks.ts";
import { coverageSection } from "./coverage.ts";
import { findingsSection } from "./findings.ts";
import { element, type Markup } from "./markup.ts";
import { verdictMark } from "./marks.ts";
import { modelsSection } from "./models.ts";
import { style } from "./style.ts";

/**
 * One self-contained page: no script, no external asset, a policy that would stop both. Whatever a target said is
 * escaped, its hidden characters marked. Readable in black and white, in light and dark, and by a screen reader.
 */
export const writer: ReportWriter = {
  id: "html",
  mediaType: "text/html",
  extension: "html",
  about: "one self-contained page, with plots and transcripts",
  write: (report) => `${page(report).markup.trim()}\n`,
};

// The digest covers the very bytes between the tags, so nothing may reflow them.
const styleDigest = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;

function page(report: RunReport): Markup {
  const title = `${report.system.name}: ${report.verdict.kind}`;
  return element`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${{ markup: `<style>${style}</style>` }}
      </head>
      <body>
        ${heading(report)}
        <main>
          ${report.results.length === 0 && report.models !== undefined ? undefined : checksSection(report)}
          ${modelsSection(report.models)} ${comparisonsSection(report.comparisons)}
          ${coverageSection(report)} ${findingsSection(report)} ${caveatsSection(report)}
          ${evidenceSection(report)}
        </main>
        <footer class="quiet">
          <p>
            Written by ${report.tool.name} ${report.tool.version}. It says what was tried and what was found,
            as of ${minute(report.run.finishedAt ?? report.run.startedAt)}.
          </p>
        </footer>
      </body>
    </html> `;
}

function heading(report: RunReport): Markup {
  const { system, run, verdict } = report;
  const open = [
    ...(report.results.length === 0 && report.models !== undefined ? [] : [["checks", "Checks"]]),
    ...(report.models === undefined ? [] : [["models", "Models"]]),
    ...(report.comparisons.length === 0 ? [] : [["comparison", "Baseline"]]),
    ["coverage", "Coverage"],
    ["findings", `Findings (${report.findings.length})`],
    ["caveats", "What this does not say"],
    ["evidence", "Evidence"],
  ] as const;
  const cost = run.cost === undefined ? "" : `, ${run.cost.amount.toFixed(2)} ${run.cost.currency}`;
  return element`<header>
    <h1>${system.name}</h1>
    <p class="quiet">
      Run ${run.id}, ${run.status},
      ${minute(run.startedAt)}${run.finishedAt === undefined ? "" : ` to ${minute(run.finishedAt)}`}.
      ${run.requests} requests${cost}. System digest <code>${system.digest.slice(0, 12)}</code>, seed
      <code>${run.seed}</code>.
    </p>
    <div class="verdict ${verdict.kind}">
      ${verdictMark(verdict.kind)}
      <p><strong>${verdict.kind}.</strong> ${verdict.sentence}</p>
    </div>
    <nav aria-label="Sections">
      ${open.map(([id, name]) => element`<a href="#${id ?? ""}">${name ?? ""}</a>`)}
    </nav>
  </header>`;
}

function caveatsSection(report: RunReport): Markup {
  const own = [
    "A rate speaks of the corpus named beside it and of this target on this date. It bounds no attacker who brings something else.",
    "An attack rate is never read alone: the benign twins under it show what the defence costs.",
  ];
  const all = [...new Set([...report.caveats, ...own])];
  return element`<section id="caveats">
    <h2>What this does not say</h2>
    <ul class="caveats">
      ${all.map((caveat) => element`<li>${caveat}</li>`)}
    </ul>
  </section>`;
}

function evidenceSection({ evidence, subject }: RunReport): Markup {
  const rows = [
    ["Bundle", evidence.bundle],
    ["Entries", String(evidence.entries)],
    ["Merkle root", evidence.root],
    ["Signed by", evidence.keyFingerprint],
    ["System digest", subject.system],
  ] as const;
  return element`<section id="evidence">
    <h2>Evidence</h2>
    <table>
      <tbody>
        ${rows.map(
          ([name, value]) =>
            element`<tr>
              <th scope="row">${name}</th>
              <td><code>${value}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      Check it with <code>bartizan evidence verify ${evidence.bundle}</code>. Without the public key,
      authorship is not checked; without a checkpoint kept elsewhere, neither rollback nor truncation is.
    </p>
  </section>`;
}
