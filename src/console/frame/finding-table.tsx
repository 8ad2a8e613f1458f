import type { TriagedFinding } from "../../contracts/index.ts";
import { DataTable, type Column } from "../table/data-table.tsx";
import { readSort, writeSort } from "../table/sort.ts";
import { bands } from "../words/order.ts";
import { BandMark } from "./band-mark.tsx";
import { Go } from "./go.tsx";
import { useSearchState } from "./search-state.ts";
import { TriageWord } from "./triage-word.tsx";

interface FindingTableProps {
  readonly findings: readonly TriagedFinding[];
  readonly caption: string;
  /** Where a row leads: a page, or `.` to open the drawer of this one. */
  readonly to: string;
  readonly chosen?: string | undefined;
}

export function FindingTable({ findings, caption, to, chosen }: FindingTableProps) {
  const [search, setSearch] = useSearchState((raw) => ({ sort: raw["sort"] }));
  if (findings.length === 0)
    return (
      <p className="text-muted" role="status">
        No finding here.
      </p>
    );
  return (
    <DataTable
      caption={caption}
      columns={to === "." ? drawerColumns : pageColumns}
      rows={findings}
      rowId={(finding) => finding.id}
      chosen={chosen}
      sort={readSort(search.sort, { column: "severity", down: false })}
      onSort={(sort) => setSearch({ sort: writeSort(sort) })}
    />
  );
}

const rest: readonly Column<TriagedFinding>[] = [
  {
    id: "id",
    minor: true,
    header: "Id",
    width: "126px",
    value: (finding) => finding.id,
    cell: (finding) => <span className="font-mono text-xs">{finding.id}</span>,
  },
  {
    id: "severity",
    header: "Severity",
    width: "100px",
    value: (finding) => bands.indexOf(finding.severity),
    cell: (finding) => <BandMark band={finding.severity} />,
  },
  {
    id: "check",
    minor: true,
    header: "Check",
    width: "200px",
    value: (finding) => finding.check,
    cell: (finding) => <span title={finding.check}>{finding.check}</span>,
  },
  {
    id: "target",
    minor: true,
    header: "Target",
    width: "130px",
    value: (finding) => finding.target,
    cell: (finding) => finding.target,
  },
  {
    id: "triage",
    header: "Triage",
    width: "180px",
    value: (finding) => finding.triage.state,
    cell: (finding) => <TriageWord finding={finding} />,
  },
];

const linkClass = "underline decoration-edge underline-offset-3";

const drawerColumns: readonly Column<TriagedFinding>[] = [
  {
    id: "title",
    header: "Finding",
    value: (finding) => finding.title,
    cell: ({ id, title }) => (
      <Go to="." keep search={{ finding: id }} className={linkClass} title={title}>
        {title}
      </Go>
    ),
  },
  ...rest,
];

const pageColumns: readonly Column<TriagedFinding>[] = [
  {
    id: "title",
    header: "Finding",
    value: (finding) => finding.title,
    cell: ({ id, title }) => (
      <Go to="/assess/findings/$finding" params={{ finding: id }} className={linkClass} title={title}>
        {title}
      </Go>
    ),
  },
  ...rest,
];
