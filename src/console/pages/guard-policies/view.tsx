import { useQuery } from "@tanstack/react-query";
import type { GuardPolicySummary } from "../../../contracts/index.ts";
import { guardPoliciesQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { Digest } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { GuardLinks } from "../../frame/guard-links.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { amount } from "../../words/rate.ts";

export function View() {
  const policies = useQuery(guardPoliciesQuery);
  return (
    <PageBody
      title="Policies"
      about="Files of this workspace that say what the guard does, and those that ship to be inherited. A policy is changed where its file is reviewed; here it is read, tried and replayed."
      bar={<GuardLinks here="Policies" />}
    >
      <Answered query={policies} what="policies">
        {(all) => {
          const own = all.filter(({ shipped }) => !shipped);
          return (
            <div className="max-w-[1100px] space-y-6">
              <section aria-labelledby="own">
                <h2 id="own" className="mb-2 text-lg font-semibold">
                  Of this workspace
                </h2>
                {own.length === 0 ? (
                  <Empty
                    title="There is no policy in this workspace"
                    command="bartizan guard test bartizan:baseline"
                  >
                    <p>
                      A policy is a YAML file in this folder or in <code>policies/</code> that begins with{" "}
                      <code>schemaVersion: bartizan.policy/v1</code>. Inherit one of those below and add what
                      is different with you.
                    </p>
                  </Empty>
                ) : (
                  <Cards policies={own} />
                )}
              </section>
              <section aria-labelledby="shipped">
                <h2 id="shipped" className="mb-2 text-lg font-semibold">
                  Ships with Bartizan
                </h2>
                <Cards policies={all.filter(({ shipped }) => shipped)} />
              </section>
            </div>
          );
        }}
      </Answered>
    </PageBody>
  );
}

function Cards({ policies }: { readonly policies: readonly GuardPolicySummary[] }) {
  return (
    <ul className="grid gap-3 @min-[820px]:grid-cols-2">
      {policies.map((policy) => (
        <li key={policy.file} className="card p-4">
          <Card policy={policy} />
        </li>
      ))}
    </ul>
  );
}

function Card({ policy: { file, gateway, report } }: { readonly policy: GuardPolicySummary }) {
  const { policy, problems, tests, exceptions, covered } = report;
  const failed = tests.filter(({ passed }) => !passed).length;
  const expired = exceptions.filter((exception) => exception.expired).length;
  const watching = policy?.rules.filter(({ mode }) => mode !== "enforce").length ?? 0;
  const passing = covered.filter(({ state }) => state === "passing").length;
  return (
    <>
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-semibold">
        <Go
          to="/guard/policy"
          search={{ file }}
          className="underline decoration-edge underline-offset-3 [overflow-wrap:anywhere]"
        >
          {file}
        </Go>
        {gateway && <span className="text-xs font-normal text-muted">runs a gateway</span>}
      </h3>
      {policy === undefined ? (
        <p className="mt-1 border-l-4 border-l-breached pl-3">
          Cannot be used: {amount(problems.length)} {problems.length === 1 ? "problem" : "problems"}.
        </p>
      ) : (
        <>
          <p className="mt-1 text-muted">{policy.description}</p>
          <ul className="mt-2 space-y-0.5">
            <li>
              {policy.stamp.id} {policy.stamp.version}, <Digest value={policy.stamp.digest} />
            </li>
            <li>
              {amount(policy.rules.length)} rules
              {watching === 0 ? ", all enforced" : `, of them ${amount(watching)} only watch`}
            </li>
            <li className={failed > 0 ? "border-l-4 border-l-breached pl-2" : ""}>
              {failed > 0
                ? `✕ ${amount(failed)} of ${amount(tests.length)} tests fail`
                : tests.length === 0
                  ? "○ no test: nothing shows that it works"
                  : `✓ ${amount(tests.length)} tests pass`}
            </li>
            {exceptions.length > 0 && (
              <li className={expired > 0 ? "border-l-4 border-l-unscored pl-2" : ""}>
                {amount(exceptions.length)} {exceptions.length === 1 ? "exception" : "exceptions"}
                {expired > 0 ? `, ${amount(expired)} expired` : ""}
              </li>
            )}
            <li>
              {amount(passing)} guards covered and proven by tests, {amount(covered.length - passing)} only
              planned or failing
            </li>
          </ul>
        </>
      )}
    </>
  );
}
