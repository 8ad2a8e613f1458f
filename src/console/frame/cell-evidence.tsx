import type { CoverageCell } from "../../contracts/index.ts";
import { Go } from "./go.tsx";
import { dateTime } from "../words/date.ts";

/** Date, source, and a way to each piece of evidence: the run's result and the ledger entry that decided. */
export function CellEvidence({ cell }: { readonly cell: CoverageCell }) {
  if (cell.links.length === 0 && cell.at === undefined) return undefined;
  return (
    <div className="mt-2">
      {cell.at !== undefined && (
        <p className="text-xs text-muted">
          {dateTime(cell.at)} · source {cell.source ?? "unknown"}
        </p>
      )}
      <ul className="mt-1 space-y-1">
        {cell.links.map((link) => (
          <li key={`${link.run} ${String(link.entry)}`} className="flex flex-wrap gap-x-3">
            {link.run.startsWith("scan-") ? (
              <Go to="/assess/scans/$scan" params={{ scan: link.run }} className="link">
                {link.check} on {link.target}
              </Go>
            ) : (
              <RunLinks link={link} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function RunLinks({ link }: { readonly link: CoverageCell["links"][number] }) {
  return (
    <>
      <Go to="/assess/runs/$run" params={{ run: link.run }} search={{ check: link.check }} className="link">
        {link.check} on {link.target}
      </Go>
      <Go
        to="/evidence/$run"
        params={{ run: link.run }}
        search={{ entry: String(link.entry) }}
        className="link"
      >
        evidence, entry {link.entry}
      </Go>
    </>
  );
}
