import type { EvidenceRef, TriagedFinding } from "../../contracts/index.ts";
import { ShownText } from "../pictures/transcript/shown-text.tsx";
import { BandMark } from "./band-mark.tsx";
import { Facts, Part } from "./facts.tsx";
import { Go } from "./go.tsx";
import { TriageForm } from "./triage-form.tsx";
import { TriageWord } from "./triage-word.tsx";

/** What happened, how it was reached, what to do, and where people stand on it. */
export function FindingStory({ finding }: { readonly finding: TriagedFinding }) {
  return (
    <>
      <Facts
        facts={[
          [
            "Id",
            <code key="id" className="font-mono text-xs">
              {finding.id}
            </code>,
          ],
          [
            "Severity",
            <span key="severity" className="flex gap-3">
              <BandMark band={finding.severity} />
              {finding.criticalEffect && <strong>a critical side effect really happened</strong>}
            </span>,
          ],
          [
            "Where",
            `${finding.target}${finding.component === undefined ? "" : `, component ${finding.component}`}`,
          ],
          ["Check, intent", `${finding.check}, ${finding.intent}`],
          ["Triage", <TriageWord key="triage" finding={finding} />],
          ["References", finding.references.join(", ") || "none"],
        ]}
      />
      <Part title="What happened">
        <p className="max-w-[80ch]">
          <ShownText text={finding.description} />
        </p>
      </Part>
      <Part title="Remedy">
        <p className="max-w-[80ch]">{finding.remedy}</p>
      </Part>
      <Part title="How it was reached">
        <Techniques finding={finding} />
      </Part>
      <Part title="Evidence">
        <EvidenceLinks refs={finding.evidence} />
      </Part>
      <Part title="Triage">
        <TriageForm key={`${finding.id} ${finding.triage.state}`} finding={finding} />
      </Part>
    </>
  );
}

function Techniques({ finding }: { readonly finding: TriagedFinding }) {
  return (
    <table className="border-collapse">
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="pr-8 pb-1 font-normal">
            Technique
          </th>
          <th scope="col" className="pr-8 pb-1 text-right font-normal">
            Breached
          </th>
          <th scope="col" className="pb-1 text-right font-normal">
            Tried
          </th>
        </tr>
      </thead>
      <tbody>
        {finding.techniques.map(({ technique, breached, tried }) => (
          <tr key={technique} className="border-t border-line">
            <th scope="row" className="py-0.5 pr-8 font-normal">
              {technique}
            </th>
            <td className="pr-8 text-right">{breached}</td>
            <td className="text-right">{tried}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EvidenceLinks({ refs }: { readonly refs: readonly EvidenceRef[] }) {
  if (refs.length === 0) return <p className="text-muted">No ledger entry is named.</p>;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {refs.slice(0, 24).map(({ run, entry }) => (
        <li key={`${run} ${String(entry)}`}>
          <Go
            to="/assess/runs/$run/trials/$entry"
            params={{ run, entry: String(entry) }}
            className="link font-mono text-xs"
          >
            {run} #{entry}
          </Go>
        </li>
      ))}
      {refs.length > 24 && <li className="text-muted">and {refs.length - 24} more</li>}
    </ul>
  );
}
