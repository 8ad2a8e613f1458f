import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { findingsQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { AssessLinks } from "../../frame/assess-links.tsx";
import { Drawer } from "../../frame/drawer.tsx";
import { Empty } from "../../frame/empty.tsx";
import { FindingStory } from "../../frame/finding-story.tsx";
import { FindingTable } from "../../frame/finding-table.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { WithSystem } from "../../frame/with-system.tsx";
import { ChoiceFilter, plain, TextFilter } from "../../table/filters.tsx";
import { narrowFindings } from "../../words/finding.ts";
import { bands } from "../../words/order.ts";
import { readSearch } from "./search.ts";

export function View() {
  return (
    <WithSystem title="Findings" bar={<AssessLinks here="Findings" />}>
      {(system) => <OfSystem key={system.id} system={system.id} name={system.name} />}
    </WithSystem>
  );
}

function OfSystem({ system, name }: { readonly system: string; readonly name: string }) {
  const findings = useQuery(findingsQuery(system));
  const [search, setSearch] = useSearchState(readSearch);
  const { q, state, severity } = search;
  const setText = useCallback((text: string) => setSearch({ q: text }, { replace: true }), [setSearch]);
  const shown = useMemo(
    () => narrowFindings(findings.data ?? [], { q, state, severity }),
    [findings.data, q, state, severity],
  );
  const open = findings.data?.find((finding) => finding.id === search.finding);
  return (
    <PageBody
      title="Findings"
      about={`${name}: what a person must act on. A finding keeps its id in every run that finds the same thing.`}
      bar={
        <div className="space-y-3">
          <AssessLinks here="Findings" />
          <div className="flex flex-wrap items-center gap-3">
            <TextFilter label="Filter findings" value={q} onChange={setText} />
            <ChoiceFilter
              label="Triage"
              value={state}
              options={plain(["open", "accepted", "false-positive", "fixed"])}
              onChange={(next) => setSearch({ state: next })}
            />
            <ChoiceFilter
              label="Severity"
              value={severity}
              options={plain(bands)}
              onChange={(next) => setSearch({ severity: next })}
            />
          </div>
        </div>
      }
      drawer={
        open === undefined ? undefined : (
          <Drawer
            wide
            label={`Finding ${open.id}`}
            title={open.title}
            close={() => setSearch({ finding: undefined })}
            fullPage={
              <Go to="/assess/findings/$finding" params={{ finding: open.id }} className="button">
                Transcript
              </Go>
            }
          >
            <FindingStory finding={open} />
          </Drawer>
        )
      }
    >
      <Answered query={findings} what="findings">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No finding for this system" command="bartizan assess system.yaml">
              <p>
                Nothing was found by the checks that ran. That speaks of those checks and their corpora only;
                see the runs for what was tried.
              </p>
            </Empty>
          ) : (
            <FindingTable findings={shown} caption="Findings" to="." chosen={search.finding} />
          )
        }
      </Answered>
    </PageBody>
  );
}
