import { useQuery } from "@tanstack/react-query";
import type { GuardOccasion, GuardOverview } from "../../../contracts/index.ts";
import { guardQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { BandMark } from "../../frame/band-mark.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Go } from "../../frame/go.tsx";
import { GuardLinks } from "../../frame/guard-links.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { ActionMark } from "../../pictures/action-mark/action-mark.tsx";
import { ActionSeries } from "../../pictures/action-series/action-series.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { dateTime } from "../../words/date.ts";
import { actions, reachText } from "../../words/guard.ts";
import { amount } from "../../words/rate.ts";
import { Banners } from "./banners.tsx";
import { readSearch } from "./search.ts";

const spans = [
  { value: "1", label: "hour" },
  { value: "24", label: "24 hours" },
  { value: "168", label: "7 days" },
  { value: "720", label: "30 days" },
];

export function View() {
  const [search, setSearch] = useSearchState(readSearch);
  const hours = spans.some(({ value }) => value === search.hours) ? (search.hours ?? "24") : "24";
  const overview = useQuery(guardQuery(hours));
  return (
    <PageBody
      title="Guard"
      about="What is stopped, changed or let through at run time, by which rule, and where the guard itself gave way."
      bar={
        <div className="space-y-3">
          <GuardLinks here="Overview" />
          <label className="inline-flex items-center gap-1.5 text-muted">
            The last
            <select
              className="field"
              value={hours}
              onChange={(event) => setSearch({ hours: event.target.value })}
            >
              {spans.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
      }
    >
      <Answered query={overview} what="guard's records">
        {(told) =>
          told.reach.records === 0 ? (
            <Empty
              title="No decision is recorded here yet"
              command="bartizan gateway examples/guarded-chatbot/policy.yaml"
            >
              <p>
                A gateway started in this workspace guards what passes through it and keeps every decision.
                Point an OpenAI client at it, and decisions show here as they are made.
              </p>
            </Empty>
          ) : (
            <Story overview={told} />
          )
        }
      </Answered>
    </PageBody>
  );
}

function Story({ overview }: { readonly overview: GuardOverview }) {
  const { totals, topRules, failOpens, breakGlass, reach } = overview;
  return (
    <div className="max-w-[1100px] space-y-5">
      <Banners overview={overview} />
      <section className="card p-4" aria-label="Decisions over time">
        <div className="mb-3 flex flex-wrap items-baseline gap-x-6 gap-y-1">
          <h2 className="text-lg font-semibold">{amount(overview.decisions)} decisions</h2>
          {actions.map((action) => (
            <Go
              key={action}
              to="/guard/decisions"
              search={{ action }}
              className="no-underline hover:underline"
            >
              <span className="inline-flex items-baseline gap-1.5">
                <strong className="font-semibold">{amount(totals[action])}</strong>
                <ActionMark action={action} />
              </span>
            </Go>
          ))}
        </div>
        <ActionSeries overview={overview} />
      </section>
      <div className="grid gap-5 @min-[820px]:grid-cols-2">
        <section className="card p-4" aria-labelledby="top-rules">
          <h2 id="top-rules" className="mb-2 text-lg font-semibold">
            Rules that fired most
          </h2>
          <TopRules rules={topRules} />
        </section>
        <section className="card p-4" aria-labelledby="gave-way">
          <h2 id="gave-way" className="mb-2 text-lg font-semibold">
            Where the guard gave way
          </h2>
          <h3 className="eyebrow mb-1">Detectors that failed open</h3>
          <Occasions list={failOpens} none="None: no detector failed and let traffic pass." />
          <h3 className="eyebrow mt-4 mb-1">Glass broken</h3>
          <Occasions list={breakGlass} none="Never: no order set rules aside." />
        </section>
      </div>
      <p className="text-xs text-muted">
        {reachText(reach)} As of {dateTime(overview.asOf)}.
      </p>
    </div>
  );
}

function TopRules({ rules }: { readonly rules: GuardOverview["topRules"] }) {
  const most = Math.max(1, ...rules.map(({ times }) => times));
  if (rules.length === 0) return <p className="text-muted">No rule fired.</p>;
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">Rules that fired most</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col">Rule</th>
          <th scope="col" className="w-[84px]">
            Severity
          </th>
          <th scope="col" className="w-[112px]">
            Decisions
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, mode, severity, times }) => (
          <tr key={rule} className="h-[34px] border-b border-line last:border-0">
            <td className="truncate pr-3">
              <Go
                to="/guard/decisions"
                search={{ rule }}
                className="underline decoration-edge underline-offset-3"
                title={rule}
              >
                {rule}
              </Go>
              {mode !== "enforce" && <span className="ml-1.5 text-xs text-muted">{mode}</span>}
            </td>
            <td>
              <BandMark band={severity} />
            </td>
            <td>
              <span className="flex items-center gap-2">
                <span className="w-8 text-right">{amount(times)}</span>
                <svg viewBox="0 0 60 8" width="60" height="8" aria-hidden="true">
                  <rect
                    width={(60 * times) / most}
                    height="8"
                    rx="1"
                    className={mode === "enforce" ? "fill-accent" : "fill-edge"}
                  />
                </svg>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Occasions({ list, none }: { readonly list: readonly GuardOccasion[]; readonly none: string }) {
  if (list.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="space-y-1">
      {list.map(({ id, times, lastAt }) => (
        <li key={id} className="border-l-4 border-l-unscored pl-3">
          <strong className="font-semibold">
            <ShownText text={id} />
          </strong>
          : {amount(times)} {times === 1 ? "time" : "times"}, last {dateTime(lastAt)}
        </li>
      ))}
    </ul>
  );
}
