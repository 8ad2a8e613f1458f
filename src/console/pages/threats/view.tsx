import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Threat } from "../../../contracts/index.ts";
import { threatsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { BandMark } from "../../frame/band-mark.tsx";
import { Drawer } from "../../frame/drawer.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { ThreatStory } from "../../frame/threat-story.tsx";
import { WithSystem } from "../../frame/with-system.tsx";
import { DataTable, type Column } from "../../table/data-table.tsx";
import { ChoiceFilter, plain, TextFilter } from "../../table/filters.tsx";
import { readSort, writeSort } from "../../table/sort.ts";
import { bands } from "../../words/order.ts";
import { narrowThreats } from "./narrow.ts";
import { readSearch } from "./search.ts";

const columns: readonly Column<Threat>[] = [
  {
    id: "title",
    header: "Threat",
    value: (threat) => threat.title,
    cell: ({ id, title }) => (
      <Go
        to="."
        keep
        search={{ threat: id }}
        className="underline decoration-edge underline-offset-3"
        title={title}
      >
        {title}
      </Go>
    ),
  },
  {
    id: "id",
    header: "Id",
    width: "116px",
    value: (threat) => threat.id,
    cell: (threat) => <span className="font-mono text-xs">{threat.id}</span>,
  },
  {
    id: "band",
    header: "Band",
    width: "96px",
    // Gravest first when read downwards; inside a band by likelihood × impact.
    value: (threat) => bands.indexOf(threat.band) * 100 - threat.likelihood * threat.impact,
    cell: (threat) => <BandMark band={threat.band} />,
  },
  {
    id: "score",
    minor: true,
    header: "L × I",
    width: "84px",
    align: "right",
    value: (threat) => threat.likelihood * threat.impact,
    cell: ({ likelihood, impact }) => `${String(likelihood)} × ${String(impact)}`,
  },
  {
    id: "actor",
    minor: true,
    header: "Actor",
    width: "150px",
    value: (threat) => threat.actor,
    cell: (threat) => threat.actor,
  },
  {
    id: "stride",
    minor: true,
    header: "STRIDE",
    width: "76px",
    value: (threat) => threat.stride.join(""),
    cell: (threat) => threat.stride.join(" "),
  },
];

export function View() {
  return (
    <WithSystem title="Threats">
      {(system) => <Register key={system.id} system={system.id} name={system.name} />}
    </WithSystem>
  );
}

function Register({ system, name }: { readonly system: string; readonly name: string }) {
  const threats = useQuery(threatsQuery(system));
  const [search, setSearch] = useSearchState(readSearch);
  const { q, band, actor } = search;
  const setText = useCallback((text: string) => setSearch({ q: text }, { replace: true }), [setSearch]);
  const shown = useMemo(
    () => narrowThreats(threats.data ?? [], { q, band, actor }),
    [threats.data, q, band, actor],
  );
  const actors = useMemo(
    () => [...new Set((threats.data ?? []).map((threat) => threat.actor))].sort(),
    [threats.data],
  );
  const open = threats.data?.find((threat) => threat.id === search.threat);
  return (
    <PageBody
      title="Threats"
      about={
        <>
          {name}: what can go wrong here, and why.{" "}
          {shown.length === (threats.data?.length ?? 0)
            ? shown.length
            : `${String(shown.length)} of ${String(threats.data?.length ?? 0)}`}{" "}
          threats, derived from the manifest.
        </>
      }
      bar={
        <div className="flex flex-wrap items-center gap-3">
          <TextFilter label="Filter threats" value={q} onChange={setText} />
          <ChoiceFilter
            label="Band"
            value={band}
            options={plain(bands)}
            onChange={(next) => setSearch({ band: next })}
          />
          <ChoiceFilter
            label="Actor"
            value={actor}
            options={plain(actors)}
            onChange={(next) => setSearch({ actor: next })}
          />
        </div>
      }
      drawer={
        open === undefined ? undefined : (
          <Drawer
            label={`Threat ${open.id}`}
            title={open.title}
            close={() => setSearch({ threat: undefined })}
            fullPage={
              <Go to="/threats/$threat" params={{ threat: open.id }} className="button">
                Full page
              </Go>
            }
          >
            <ThreatStory threat={open} system={system} />
          </Drawer>
        )
      }
    >
      <Answered query={threats} what="threat register">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No rule fired on this manifest" command="bartizan threats system.yaml">
              <p>
                No component and no flow matched a rule. A manifest that leaves out its untrusted flows is
                quiet too.
              </p>
            </Empty>
          ) : (
            <DataTable
              caption="Threat register"
              columns={columns}
              rows={shown}
              rowId={(threat) => threat.id}
              chosen={search.threat}
              sort={readSort(search.sort, { column: "band", down: false })}
              onSort={(sort) => setSearch({ sort: writeSort(sort) })}
            />
          )
        }
      </Answered>
    </PageBody>
  );
}
