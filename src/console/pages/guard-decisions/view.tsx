import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { guardDecisionsQuery, guardQuery, type DecisionFilter } from "../../api/queries.ts";
import { DecisionDrawer } from "./decision-drawer.tsx";
import { GuardLinks } from "../../frame/guard-links.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { ChoiceFilter, plain, TextFilter } from "../../table/filters.tsx";
import { actions, actionWord } from "../../words/guard.ts";
import { DecisionTable } from "./decision-table.tsx";
import { readSearch } from "./search.ts";

export function View() {
  const [search, setSearch] = useSearchState(readSearch);
  const { action, rule, route, principal, from, until, only } = search;
  const [paused, setPaused] = useState(false);
  const filter = useMemo<DecisionFilter>(
    () => ({ action, rule, route, principal, from: moment(from), until: moment(until), only }),
    [action, rule, route, principal, from, until, only],
  );
  const setWho = useCallback(
    (text: string) => setSearch({ principal: text }, { replace: true }),
    [setSearch],
  );
  // The choices of the filters come from what there is.
  const overview = useQuery(guardQuery("720"));
  const newest = useQuery({ ...guardDecisionsQuery({}, 0), enabled: !paused });
  const rules = (overview.data?.topRules ?? []).map((one) => one.rule);
  const routes = [...new Set((newest.data?.items ?? []).map((line) => line.route))].sort();
  const withChosen = (list: readonly string[], chosen: string | undefined): readonly string[] =>
    chosen === undefined || list.includes(chosen) ? list : [...list, chosen];
  return (
    <PageBody
      title="Decisions"
      about="Every exchange the guard decided on, newest first. The record of each is evidence."
      actions={
        <button type="button" className="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          <span aria-hidden="true">{paused ? "▶" : "❚❚"}</span>
          {paused ? "Resume" : "Pause"}
        </button>
      }
      bar={
        <div className="space-y-3">
          <GuardLinks here="Decisions" />
          <div className="flex flex-wrap items-center gap-3">
            <TextFilter label="Principal, team or key" value={principal} onChange={setWho} />
            <ChoiceFilter
              label="Action"
              value={action}
              options={actions.map((value) => ({ value, label: actionWord[value] }))}
              onChange={(next) => setSearch({ action: next })}
            />
            <ChoiceFilter
              label="Rule"
              value={rule}
              options={plain(withChosen(rules, rule))}
              onChange={(next) => setSearch({ rule: next })}
            />
            <ChoiceFilter
              label="Route"
              value={route}
              options={plain(withChosen(routes, route))}
              onChange={(next) => setSearch({ route: next })}
            />
            <DateFilter label="From" value={from} onChange={(next) => setSearch({ from: next })} />
            <DateFilter label="Until" value={until} onChange={(next) => setSearch({ until: next })} />
            <label className="inline-flex items-center gap-1.5 text-muted">
              <input
                type="checkbox"
                className="accent-accent"
                checked={only === "attention"}
                onChange={(event) => setSearch({ only: event.target.checked ? "attention" : undefined })}
              />
              Only where the guard gave way
            </label>
          </div>
        </div>
      }
      drawer={
        search.decision === undefined ? undefined : (
          <DecisionDrawer id={search.decision} close={() => setSearch({ decision: undefined })} />
        )
      }
    >
      <DecisionTable
        key={JSON.stringify(filter)}
        filter={filter}
        paused={paused}
        narrowed={Object.values(filter).some((value) => value !== undefined)}
        chosen={search.decision}
      />
    </PageBody>
  );
}

/** `2026-11-23T10:00`, in UTC as everywhere here, as the server takes it; nothing for what is no moment. */
function moment(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? `${text}:00Z` : undefined;
}

function DateFilter({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  return (
    <label className="inline-flex items-center gap-1.5 text-muted">
      {label} (UTC)
      <input
        type="datetime-local"
        className="field"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
      />
    </label>
  );
}
