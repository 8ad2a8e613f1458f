import { useQuery } from "@tanstack/react-query";
import type { GuardBudgetLine, GuardKeys } from "../../../contracts/index.ts";
import { guardKeysQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { GuardLinks } from "../../frame/guard-links.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { dateTime } from "../../words/date.ts";
import { reachText } from "../../words/guard.ts";
import { amount } from "../../words/rate.ts";
import { UseBar } from "./use-bar.tsx";

export function View() {
  const keys = useQuery(guardKeysQuery);
  return (
    <PageBody
      title="Keys and budgets"
      about="Who may use the gateway, how much, and how much of it is used. Use is counted from the decision records; the gateway itself counts what it enforces."
      bar={<GuardLinks here="Keys and budgets" />}
    >
      <Answered query={keys} what="keys">
        {(told) =>
          told.keys.length === 0 && told.budgets.length === 0 ? (
            <Empty title="No policy here names keys or budgets" command="bartizan gateway policy.yaml">
              <p>
                Virtual keys and teams stand under <code>gateway:</code> in a policy, budgets under{" "}
                <code>budgets:</code>. Only the hash of a key is written down.
              </p>
            </Empty>
          ) : (
            <Told told={told} />
          )
        }
      </Answered>
    </PageBody>
  );
}

function Told({ told }: { readonly told: GuardKeys }) {
  return (
    <div className="max-w-[1100px] space-y-6">
      {told.keys.length > 0 && (
        <section aria-labelledby="keys">
          <h2 id="keys" className="mb-2 text-lg font-semibold">
            Virtual keys
          </h2>
          <ul className="grid gap-3 @min-[820px]:grid-cols-2">
            {told.keys.map((key) => (
              <li key={`${key.file} ${key.id}`} className="card p-4">
                <Key held={key} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {told.budgets.length > 0 && (
        <section aria-labelledby="budgets">
          <h2 id="budgets" className="mb-2 text-lg font-semibold">
            Budgets of teams and policies
          </h2>
          <ul className="grid gap-3 @min-[820px]:grid-cols-2">
            {told.budgets.map((budget) => (
              <li key={`${budget.file} ${budget.per} ${budget.of} ${budget.id}`} className="card p-4">
                <Budget budget={budget} />
                <p className="mt-2 text-xs text-muted">{budget.file}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="text-xs text-muted">{reachText(told.reach)}</p>
    </div>
  );
}

const stateMark = { valid: "●", expired: "○", disabled: "○" } as const;

function Key({ held }: { readonly held: GuardKeys["keys"][number] }) {
  const { id, state, team, models, routes, expires, lastUsed, requests, tokens, budgets, file } = held;
  return (
    <>
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-semibold">
        <span className="[overflow-wrap:anywhere]">{id}</span>
        <span className={`text-xs font-normal ${state === "valid" ? "text-held" : "text-unscored"}`}>
          <span aria-hidden="true">{stateMark[state]} </span>
          {state}
        </span>
      </h3>
      <p className="text-muted">
        {team === undefined ? "No team" : `Team ${team}`}
        {models.length > 0 ? `, models ${models.join(", ")}` : ""}
        {routes.length > 0 ? `, routes ${routes.join(", ")}` : ""}
        {expires === undefined ? "" : `, until ${dateTime(expires)}`}
      </p>
      <p className="text-muted">
        {lastUsed === undefined
          ? "Not used in the records."
          : `${amount(requests)} requests and ${amount(tokens)} tokens on record, last ${dateTime(lastUsed)}.`}
      </p>
      {budgets.map((budget) => (
        <div key={budget.id} className="mt-3">
          <Budget budget={budget} bare />
        </div>
      ))}
      <p className="mt-2 text-xs text-muted">{file}</p>
    </>
  );
}

function Budget({ budget, bare = false }: { readonly budget: GuardBudgetLine; readonly bare?: boolean }) {
  return (
    <>
      {bare ? (
        <h4 className="eyebrow mb-1">{budget.id}</h4>
      ) : (
        <h3 className="mb-1 font-semibold [overflow-wrap:anywhere]">
          {budget.id}{" "}
          <span className="font-normal text-muted">
            {budget.per === "all" ? "of all together" : `${budget.per} `}
            {budget.per !== "all" && <ShownText text={budget.of} />}
          </span>
        </h3>
      )}
      <ul className="space-y-2">
        {budget.uses.map((use) => (
          <li key={use.what}>
            <UseBar use={use} />
          </li>
        ))}
      </ul>
    </>
  );
}
