import { useQuery } from "@tanstack/react-query";
import { coverageQuery, threatsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { CellEvidence } from "../../frame/cell-evidence.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { ThreatStory } from "../../frame/threat-story.tsx";
import { WithSystem } from "../../frame/with-system.tsx";
import { CoverageMark } from "../../pictures/coverage-mark/coverage-mark.tsx";
import { columns } from "../../words/order.ts";

export function View() {
  return (
    <WithSystem title="Threat">{(system) => <OfSystem key={system.id} system={system.id} />}</WithSystem>
  );
}

function OfSystem({ system }: { readonly system: string }) {
  const id = usePathParam("threat");
  const threats = useQuery(threatsQuery(system));
  const threat = threats.data?.find((candidate) => candidate.id === id);
  return (
    <PageBody
      title={threat?.title ?? id}
      above={
        <Go to="/threats" search={{ system }} className="link">
          Threats
        </Go>
      }
    >
      <Answered query={threats} what="threat register">
        {() =>
          threat === undefined ? (
            <p>
              The chosen system has no threat of this name. It may belong to another system, or its rule no
              longer fires.
            </p>
          ) : (
            <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
              <div className="card p-5">
                <ThreatStory threat={threat} system={system} />
              </div>
              <Cells system={system} threat={id} />
            </div>
          )
        }
      </Answered>
    </PageBody>
  );
}

function Cells({ system, threat }: { readonly system: string; readonly threat: string }) {
  const coverage = useQuery(coverageQuery(system));
  const row = coverage.data?.rows.find((candidate) => candidate.threat === threat);
  if (row === undefined) return undefined;
  return (
    <section aria-label="Coverage" className="space-y-4">
      <h2 className="text-lg font-semibold">Coverage</h2>
      {columns.map((column) => (
        <div key={column}>
          <h3 className="flex items-center gap-2 font-medium">
            <CoverageMark state={row.cells[column].state} />
            <Go to="/" search={{ system, threat, cell: column }} className="link">
              {column}: {row.cells[column].state === "none" ? "nothing" : row.cells[column].state}
            </Go>
          </h3>
          <p className="mt-0.5">{row.cells[column].why}</p>
          <CellEvidence cell={row.cells[column]} />
        </div>
      ))}
    </section>
  );
}
