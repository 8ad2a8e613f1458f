import type { RunReport, TranscriptRecord, TriagedFinding } from "../../contracts/index.ts";
import { inReadingOrder, isOpen, triageWords } from "../wording.ts";
import { element, type Markup } from "./markup.ts";
import { transcript } from "./transcript.ts";

/** Findings, each with the transcripts that prove it; a transcript is shown once, under the first that names it. */
export function findingsSection(report: RunReport): Markup {
  const left = new Map(report.transcripts.map((record) => [record.entry, record]));
  const items = inReadingOrder(report.findings).map((finding) => {
    const proofs = finding.evidence
      .filter(({ run }) => run === report.run.id)
      .flatMap(({ entry }) => left.get(entry) ?? []);
    for (const { entry } of proofs) left.delete(entry);
    return article(finding, proofs);
  });
  const rest = [...left.values()];
  return element`<section id="findings">
      <h2>Findings</h2>
      ${items.length === 0 ? element`<p>None in what was tried.</p>` : items}
    </section>
    ${
      rest.length === 0
        ? undefined
        : element`<section id="transcripts">
            <h2>Other transcripts</h2>
            <p>A sample of the trials that are behind no finding.</p>
            ${rest.map(transcript)}
          </section>`
    }`;
}

function article(finding: TriagedFinding, proofs: readonly TranscriptRecord[]): Markup {
  return element`<article
    class="finding ${finding.severity} ${isOpen(finding) ? "open" : "closed"}"
    id="${finding.id}"
  >
    <h3><span class="severity ${finding.severity}">${finding.severity}</span> ${finding.title}</h3>
    <p class="where">
      <code>${finding.id}</code> ${finding.check} on
      ${finding.target}${finding.criticalEffect ? ". A side effect that must never happen did happen." : ""}
    </p>
    <p class="triage">${triageWords(finding)}</p>
    <p>${finding.description}</p>
    <p><strong>Remedy.</strong> ${finding.remedy}</p>
    ${finding.techniques.length === 0 ? undefined : techniques(finding)}
    ${finding.references.length === 0 ? undefined : element`<p class="quiet">${finding.references.join(", ")}</p>`}
    ${proofs.map(transcript)}
  </article>`;
}

function techniques(finding: TriagedFinding): Markup {
  return element`<p>
    Reached by
    ${finding.techniques
      .map(({ technique, breached, tried }) => `${technique} (${breached} of ${tried})`)
      .join(", ")}.
  </p>`;
}
