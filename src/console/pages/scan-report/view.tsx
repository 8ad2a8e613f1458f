import { useQuery } from "@tanstack/react-query";
import type { ScanDetail } from "../../../contracts/index.ts";
import { openFindings, size, suppressedFindings } from "../../../report/scan/words/index.ts";
import { scanQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { CopyCommand } from "../../frame/copy-command.tsx";
import { Digest, Facts } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { useSearchState } from "../../frame/search-state.ts";
import { ViewLinks } from "../../frame/view-links.tsx";
import { ScanRunning } from "../../frame/scan-running.tsx";
import { ScanMark } from "../../pictures/scan-mark/scan-mark.tsx";
import { dateTime } from "../../words/date.ts";
import { amount } from "../../words/rate.ts";
import { FilesView } from "./files-view.tsx";
import { FindingCards } from "./finding-cards.tsx";
import { ProvenanceView } from "./provenance-view.tsx";
import { readSearch } from "./search.ts";

export function View() {
  const id = usePathParam("scan");
  const scan = useQuery(scanQuery(id));
  return (
    <PageBody
      title={scan.data?.summary.paths.join(", ") ?? id}
      above={
        <>
          <Go to="/assess" className="link">
            Assess
          </Go>{" "}
          /{" "}
          <Go to="/assess/scans" className="link">
            Scans
          </Go>
        </>
      }
    >
      <Answered query={scan} what="scan">
        {(detail) => <Report detail={detail} />}
      </Answered>
    </PageBody>
  );
}

function Report({ detail: { summary, report, evidence, provenance = [] } }: { readonly detail: ScanDetail }) {
  const [search, setSearch] = useSearchState(readSearch);
  const findings = openFindings(report);
  const silenced = suppressedFindings(report);
  return (
    <div className="max-w-[1100px]">
      <p className="card mb-4 flex flex-wrap items-baseline gap-x-3 p-4 text-lg">
        {summary.status === "running" ? (
          <ScanRunning progress={summary.progress} />
        ) : (
          <ScanMark verdict={report.verdict} />
        )}{" "}
        <span>{summary.sentence}</span>
      </p>
      <ViewLinks
        label="Parts of the scan"
        chosen={search.view}
        views={[
          { value: undefined, name: "Findings", count: findings.length },
          { value: "files", name: "Files", count: report.artifacts.length },
          { value: "provenance", name: "Provenance" },
          { value: "about", name: "About" },
        ]}
      />
      {search.view === "files" ? (
        <FilesView artifacts={report.artifacts} inCode={report.code?.findings ?? []} open={search.file} />
      ) : search.view === "provenance" ? (
        <ProvenanceView
          chains={provenance}
          running={summary.status === "running"}
          chosen={search.link}
          onChoose={(link) => setSearch({ link }, { replace: true })}
        />
      ) : search.view === "about" ? (
        <About report={report} summary={summary} evidence={evidence} />
      ) : (
        <>
          {findings.length === 0 ? (
            <p>
              {summary.status === "running"
                ? "Findings are written down when all files are examined. This page follows the scan."
                : "Nothing was found in what was examined."}
            </p>
          ) : (
            <FindingCards findings={findings} />
          )}
          {silenced.length > 0 && (
            <details className="mt-4">
              <summary>{amount(silenced.length)} suppressed</summary>
              <div className="mt-2">
                <FindingCards findings={silenced} />
              </div>
            </details>
          )}
        </>
      )}
    </div>
  );
}

/** What was scanned, what was left out, and where the evidence of it lies. */
function About({ report, summary, evidence }: ScanDetail) {
  const { notes, code, system } = report;
  return (
    <div className="space-y-5">
      <Facts
        facts={[
          ["scanned", `${dateTime(summary.startedAt)}, ${summary.status}`],
          ["files", amount(report.artifacts.length)],
          code === undefined
            ? undefined
            : ["code", `${amount(code.files)} ${code.files === 1 ? "file" : "files"}, ${size(code.bytes)}`],
          code === undefined ? undefined : ["rules that found nothing", amount(code.passed.length)],
          [
            "evidence",
            `${amount(evidence.entries)} ${evidence.entries === 1 ? "entry" : "entries"} in ${evidence.bundle}`,
          ],
          ["Merkle root", <Digest key="root" value={evidence.root} />],
        ]}
      />
      <p className="my-2">
        <Go to="/evidence/$run" params={{ run: summary.id }} className="link">
          What verification of the evidence says
        </Go>
      </p>
      <CopyCommand command={`bartizan evidence verify ${evidence.bundle}`} />
      {system !== undefined && (
        <section aria-labelledby="parts">
          <h2 id="parts" className="mb-1 text-lg font-semibold">
            What {system.name} names
          </h2>
          <ul className="space-y-1">
            {system.parts.map((part) => (
              <li key={`${part.section} ${part.id}`} className="flex flex-wrap gap-x-3">
                <ScanMark verdict={part.verdict} />
                <span>
                  {part.id}
                  {part.component === undefined ? "" : ` of ${part.component}`}
                </span>
                <code className="font-mono text-xs">{part.path}</code>
                <span className="text-muted">
                  {part.digest === undefined ? "digest not compared" : `digest ${part.digest}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {notes.length > 0 && (
        <section aria-labelledby="notes">
          <h2 id="notes" className="mb-1 text-lg font-semibold">
            Notes
          </h2>
          <ul className="list-disc pl-5">
            {notes.map((note) => (
              <li key={note} className="[overflow-wrap:anywhere]">
                {note}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
