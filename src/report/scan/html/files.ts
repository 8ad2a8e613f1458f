import type { ArtifactReport, LoaderVerdict, ScanReport, ScanVerdict } from "../../../contracts/index.ts";
import { stateMark } from "../../html/marks.ts";
import { element, type Markup } from "../../html/markup.ts";
import { loadersInOrder, outcomeWords, placeWords, size } from "../words/index.ts";
import { byteMapPicture } from "./byte-map.ts";

const states = {
  clean: "passing",
  review: "planned",
  incomplete: "inconclusive",
  unsafe: "failing",
} as const;
const mostFiles = 400;
const mostMembers = 200;

export const scanMark = (verdict: ScanVerdict): Markup => stateMark(states[verdict]);

/** The files as a tree, those that are not clean opened. */
export function filesSection(report: ScanReport): Markup | undefined {
  const { artifacts } = report;
  if (artifacts.length === 0) return undefined;
  const isClean = ({ verdict }: ArtifactReport): boolean => verdict === "clean";
  const worse = artifacts.filter((one) => !isClean(one));
  const clean = artifacts.filter(isClean);
  const shown = [...worse, ...clean].slice(0, mostFiles);
  return element`<section id="files">
    <h2>Files</h2>
    ${shown.map((artifact, i) => file(artifact, `f${i}`))}
    ${artifacts.length > shown.length ? element`<p>… ${artifacts.length - shown.length} more files.</p>` : undefined}
  </section>`;
}

function file(artifact: ArtifactReport, id: string): Markup {
  const { verdict } = artifact;
  return element`<details class="file ${verdict}" ${verdict === "clean" ? undefined : { markup: "open" }}>
    <summary>
      ${scanMark(verdict)} <code>${artifact.path}</code>
      <span class="where">${verdict}, ${artifact.format}, ${size(artifact.bytes)}</span>
    </summary>
    ${byteMapPicture(artifact, id)} ${loaderTable(artifact)}
    <dl class="facts">
      ${artifact.sha256 === undefined ? undefined : fact("SHA-256", artifact.sha256)}
      ${artifact.alsoReadAs.length === 0 ? undefined : fact("Also", artifact.alsoReadAs.join(", "))}
      ${Object.entries(artifact.facts)
        .slice(0, 40)
        .map(([name, value]) => fact(name, String(value)))}
      ${artifact.passed.length === 0 ? undefined : fact("Looked at", `${artifact.passed.length} ${artifact.passed.length === 1 ? "rule" : "rules"} that found nothing`)}
    </dl>
    ${members(artifact, id)}
  </details>`;
}

function members({ members: inner }: ArtifactReport, id: string): Markup | undefined {
  if (inner.length === 0) return undefined;
  const shown = inner
    .toSorted((a, b) => Number(a.verdict === "clean") - Number(b.verdict === "clean"))
    .slice(0, mostMembers);
  return element`<div class="members">
    ${shown.map((member, i) => file(member, `${id}-${i}`))}
    ${inner.length > shown.length ? element`<p class="quiet">… ${inner.length - shown.length} more members.</p>` : undefined}
  </div>`;
}

const fact = (name: string, value: string): Markup =>
  element`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

function loaderTable(artifact: ArtifactReport): Markup | undefined {
  if (artifact.loaders.length === 0) return undefined;
  return element`<div class="wide" tabindex="0" role="group" aria-label="Loaders of ${artifact.path}">
    <table>
      <thead>
        <tr>
          <th scope="col">loader</th>
          <th scope="col">what happens</th>
          <th scope="col">why</th>
        </tr>
      </thead>
      <tbody>
        ${loadersInOrder(artifact).map(loaderRow)}
      </tbody>
    </table>
  </div>`;
}

function loaderRow({ loader, outcome, why, callSites = [] }: LoaderVerdict): Markup {
  return element`<tr>
    <th scope="row"><code>${loader}</code></th>
    <td><span class="outcome-${outcome}">${outcomeWords[outcome]}</span></td>
    <td>
      ${why}
      ${callSites.length === 0 ? undefined : element`<br /><span class="quiet">Called in ${callSites.slice(0, 5).map(placeWords).join("; ")}.</span>`}
    </td>
  </tr>`;
}
