import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { SystemDetail } from "../../../contracts/index.ts";
import { systemQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Digest, Facts } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { Loading } from "../../frame/loading.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { useSearchState } from "../../frame/search-state.ts";
import { ViewLinks } from "../../frame/view-links.tsx";
import { VerdictMark } from "../../pictures/verdict-mark/verdict-mark.tsx";
import { dateTime } from "../../words/date.ts";
import { bands } from "../../words/order.ts";
import { ElementDrawer } from "./element-drawer.tsx";
import { ElementTables } from "./element-tables.tsx";
import { readSearch } from "./search.ts";

// The diagram is the one heavy picture; it is fetched when it is looked at.
const ZoneDiagram = lazy(async () => ({
  default: (await import("../../pictures/zone-diagram/zone-diagram.tsx")).ZoneDiagram,
}));

export function View() {
  const id = usePathParam("system");
  const system = useQuery(systemQuery(id));
  const [search, setSearch] = useSearchState(readSearch);
  const close = (): void => setSearch({ element: undefined });
  return (
    <PageBody
      title={system.data?.name ?? id}
      above={
        <Go to="/systems" className="link">
          Systems
        </Go>
      }
      about={system.data?.purpose}
      actions={
        <Go to="/" search={{ system: id }} className="button">
          Coverage
        </Go>
      }
      drawer={
        system.data !== undefined && search.element !== undefined ? (
          <ElementDrawer key={search.element} system={system.data} element={search.element} close={close} />
        ) : undefined
      }
    >
      <Answered query={system} what="system">
        {(detail) => (
          <>
            <SystemFacts system={detail} />
            <ViewLinks
              label="Parts and flows as"
              views={[
                { value: undefined, name: "Diagram" },
                { value: "table", name: "Tables" },
              ]}
              chosen={search.view}
            />
            {search.view === "table" ? (
              <ElementTables system={detail} chosen={search.element} />
            ) : (
              <Suspense fallback={<Loading what="diagram" />}>
                <ZoneDiagram
                  system={detail}
                  chosen={search.element}
                  onChoose={(element) => setSearch({ element })}
                />
              </Suspense>
            )}
          </>
        )}
      </Answered>
    </PageBody>
  );
}

function SystemFacts({ system }: { readonly system: SystemDetail }) {
  const { lastRun } = system;
  return (
    <div className="card mb-4 grid gap-x-10 gap-y-1 p-4 lg:grid-cols-2">
      <Facts
        facts={[
          ["Owner", system.owner ?? "not named"],
          ["Criticality", system.criticality],
          ["Manifest digest", <Digest key="digest" value={system.digest} />],
          [
            "Targets",
            system.targets
              .map(
                ({ id, kind, environment, component }) =>
                  `${id} (${kind}, ${environment}${component === undefined ? "" : `, stands for ${component}`})`,
              )
              .join("; ") || "none: nothing can be assessed",
          ],
        ]}
      />
      <Facts
        facts={[
          ["Zones", system.zones.map(({ id, trust }) => `${id} ${String(trust)}`).join(" · ")],
          [
            "Parts and flows",
            `${String(system.parts.length)} parts, ${String(system.links.length)} flows, ${String(system.links.filter((link) => link.crossesTrust).length)} of them cross trust`,
          ],
          [
            "Threats",
            <Go key="threats" to="/threats" search={{ system: system.id }} className="link">
              {bands.map((band) => `${String(system.threats[band])} ${band}`).join(", ")}
            </Go>,
          ],
          [
            "Last run",
            lastRun === undefined ? (
              "never assessed"
            ) : (
              <span key="run" className="flex gap-3">
                <VerdictMark kind={lastRun.verdict} />
                <Go to="/assess/runs/$run" params={{ run: lastRun.id }} className="link">
                  {dateTime(lastRun.at)}
                </Go>
              </span>
            ),
          ],
        ]}
      />
    </div>
  );
}
