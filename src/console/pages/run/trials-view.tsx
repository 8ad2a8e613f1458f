import { useCallback, useMemo } from "react";
import type { RunDetail } from "../../../contracts/index.ts";
import type { TrialFilter } from "../../api/queries.ts";
import { useSearchState } from "../../frame/search-state.ts";
import { ChoiceFilter, plain, TextFilter } from "../../table/filters.tsx";
import { readSearch } from "./search.ts";
import { TrialTable } from "./trial-table.tsx";

/** Every trial of the run, narrowed by the server. */
export function TrialsView({ detail }: { readonly detail: RunDetail }) {
  const [search, setSearch] = useSearchState(readSearch);
  const { check, arm, outcome, technique, intent, q } = search;
  const filter = useMemo<TrialFilter>(
    () => ({ check, arm, outcome, technique, intent, q }),
    [check, arm, outcome, technique, intent, q],
  );
  const setText = useCallback((text: string) => setSearch({ q: text }, { replace: true }), [setSearch]);
  const checks = detail.results.length > 0 ? detail.results : detail.progress.checks;
  const techniques = [
    ...new Set(detail.results.flatMap((result) => result.uplift.map((uplift) => uplift.technique))),
  ].sort();
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <TextFilter label="Filter trials" value={q} onChange={setText} />
        <ChoiceFilter
          label="Check"
          value={check}
          options={plain([...new Set(checks.map((each) => each.check))])}
          onChange={(next) => setSearch({ check: next })}
        />
        <ChoiceFilter
          label="Arm"
          value={arm}
          options={plain(["attack", "baseline", "benign"])}
          onChange={(next) => setSearch({ arm: next })}
        />
        <ChoiceFilter
          label="Outcome"
          value={outcome}
          options={plain(["breached", "held", "refused", "served", "unscored"])}
          onChange={(next) => setSearch({ outcome: next })}
        />
        {techniques.length > 0 && (
          <ChoiceFilter
            label="Technique"
            value={technique}
            options={plain(techniques)}
            onChange={(next) => setSearch({ technique: next })}
          />
        )}
      </div>
      <TrialTable key={JSON.stringify(filter)} run={detail.run.id} filter={filter} chosen={search.trial} />
    </>
  );
}
