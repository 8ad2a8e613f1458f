import { useQuery } from "@tanstack/react-query";
import type { ScanSummary } from "../../../contracts/index.ts";
import { size } from "../../../report/scan/words/index.ts";
import { scansQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { AssessLinks } from "../../frame/assess-links.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { ScanRunning } from "../../frame/scan-running.tsx";
import { ScanMark } from "../../pictures/scan-mark/scan-mark.tsx";
import { DataTable, type Column } from "../../table/data-table.tsx";
import { readSort, writeSort } from "../../table/sort.ts";
import { dateTime } from "../../words/date.ts";
import { readSearch } from "./search.ts";

const columns: readonly Column<ScanSummary>[] = [
  {
    id: "what",
    header: "What was scanned",
    value: (scan) => scan.paths.join(", "),
    cell: ({ id, paths }) => (
      <Go
        to="/assess/scans/$scan"
        params={{ scan: id }}
        className="underline decoration-edge underline-offset-3"
      >
        {paths.join(", ") || id}
      </Go>
    ),
  },
  {
    id: "verdict",
    header: "Verdict",
    width: "170px",
    value: (scan) => scan.verdict ?? scan.status,
    cell: ({ verdict, status, progress }) =>
      verdict !== undefined ? (
        <ScanMark verdict={verdict} />
      ) : status === "running" ? (
        <ScanRunning progress={progress} />
      ) : (
        status
      ),
  },
  {
    id: "findings",
    header: "Critical, high",
    width: "110px",
    align: "right",
    value: ({ findings }) => findings.critical * 1e6 + findings.high,
    cell: ({ findings }) => `${String(findings.critical)}, ${String(findings.high)}`,
  },
  {
    id: "files",
    header: "Files",
    width: "80px",
    align: "right",
    minor: true,
    value: (scan) => scan.files,
    cell: (scan) => String(scan.files),
  },
  {
    id: "bytes",
    header: "Size",
    width: "90px",
    align: "right",
    minor: true,
    value: (scan) => scan.bytes,
    cell: (scan) => size(scan.bytes),
  },
  {
    id: "started",
    header: "Started",
    width: "170px",
    minor: true,
    value: (scan) => scan.startedAt,
    cell: (scan) => dateTime(scan.startedAt),
  },
];

export function View() {
  const scans = useQuery(scansQuery);
  const [search, setSearch] = useSearchState(readSearch);
  return (
    <PageBody
      title="Scans"
      about="Model files and code that were examined: nothing of them was loaded, run or imported. Each scan is read from its evidence."
      bar={<AssessLinks here="Scans" />}
    >
      <Answered query={scans} what="scans">
        {(all) =>
          all.length === 0 ? (
            <Empty title="Nothing has been scanned here yet" command="bartizan scan models">
              <p>
                A scan says what is in a file, what each loader does with it, and where code loads it. It
                leaves its evidence in this workspace.
              </p>
            </Empty>
          ) : (
            <DataTable
              caption="Scans"
              columns={columns}
              rows={all}
              rowId={(scan) => scan.id}
              sort={readSort(search.sort, { column: "started", down: true })}
              onSort={(sort) => setSearch({ sort: writeSort(sort) })}
            />
          )
        }
      </Answered>
    </PageBody>
  );
}
