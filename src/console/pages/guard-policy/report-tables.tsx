import type { ReactNode } from "react";
import type { GuardPolicyReport, GuardRuleLine, GuardTestResult } from "../../../contracts/index.ts";
import { BandMark } from "../../frame/band-mark.tsx";
import { ActionMark } from "../../pictures/action-mark/action-mark.tsx";
import { CoverageMark } from "../../pictures/coverage-mark/coverage-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { modeMeaning } from "../../words/guard.ts";

/** Failing tests first: they are what a person must look at. */
export function Tests({ tests }: { readonly tests: readonly GuardTestResult[] }) {
  if (tests.length === 0)
    return (
      <p className="text-muted">
        The policy has no test: nothing shows that it works. Write one under <code>tests:</code>.
      </p>
    );
  const sorted = [...tests.filter(({ passed }) => !passed), ...tests.filter(({ passed }) => passed)];
  return (
    <Table caption="Tests" heads={["Test", "Outcome"]}>
      {sorted.map(({ name, passed, action, rules, wrong }) => (
        <tr key={name} className="border-b border-line align-top">
          <td className="py-1.5 pr-3 pl-2 [overflow-wrap:anywhere]">
            <span className="flex gap-2">
              <span className="mt-0.5">
                <CoverageMark state={passed ? "passing" : "failing"} size={13} />
              </span>
              <span>
                <span className="sr-only">{passed ? "passed: " : "failed: "}</span>
                {name}
                {wrong.map((why) => (
                  <span key={why} className="block border-l-4 border-l-breached pl-2">
                    <ShownText text={why} />
                  </span>
                ))}
              </span>
            </span>
          </td>
          <td className="w-[45%] py-1.5 [overflow-wrap:anywhere]">
            <ActionMark action={action} />
            {rules.length > 0 && <span className="block text-xs text-muted">{rules.join(", ")}</span>}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function Rules({ rules }: { readonly rules: readonly GuardRuleLine[] }) {
  return (
    <Table caption="Rules" heads={["Rule", "Does", "Severity"]}>
      {rules.map(({ id, action, mode, severity, clause, reason }) => (
        <tr key={id} className="border-b border-line align-top">
          <td className="py-1.5 pr-3 pl-2 [overflow-wrap:anywhere]">
            {id}
            {reason !== undefined && <span className="block text-xs text-muted">{reason}</span>}
            {clause !== undefined && <span className="block text-xs text-muted">clause {clause}</span>}
          </td>
          <td className="w-[34%] py-1.5 pr-2">
            <ActionMark action={action} word={action} />
            <span className="block text-xs text-muted">
              {mode}: {modeMeaning[mode]}
            </span>
          </td>
          <td className="w-[84px] py-1.5">
            <BandMark band={severity} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function CoveredGuards({ covered }: { readonly covered: GuardPolicyReport["covered"] }) {
  if (covered.length === 0)
    return <p className="text-muted">The policy covers none of the guards that threats ask for.</p>;
  return (
    <Table caption="Guards covered" heads={["Guard", "How far"]}>
      {covered.map(({ guard, state, sentence }) => (
        <tr key={guard} className="border-b border-line align-top">
          <td className="w-[38%] py-1.5 pr-3 pl-2 [overflow-wrap:anywhere]">{guard}</td>
          <td className="py-1.5">
            <span className="flex gap-2">
              <span className="mt-0.5">
                <CoverageMark state={state} size={13} />
              </span>
              <span>
                {state}. <span className="text-muted">{sentence}</span>
              </span>
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function Exceptions({ exceptions }: { readonly exceptions: GuardPolicyReport["exceptions"] }) {
  if (exceptions.length === 0) return <p className="text-muted">The policy makes no exception.</p>;
  return (
    <Table caption="Exceptions" heads={["Exception", "From rule", "Until"]}>
      {exceptions.map(({ id, rule, approver, until, expired, daysLeft }) => (
        <tr key={id} className="border-b border-line align-top">
          <td className="py-1.5 pr-3 pl-2 [overflow-wrap:anywhere]">
            {id}
            <span className="block text-xs text-muted">approved by {approver}</span>
          </td>
          <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">{rule}</td>
          <td className="py-1.5">
            {until}
            <span className="block text-xs text-muted">
              {expired ? "expired: has no effect, take it out" : `${String(daysLeft)} days left`}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

export function Table({
  caption,
  heads,
  children,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th
              key={head}
              scope="col"
              className="h-8 border-b border-edge pr-3 text-xs text-muted first:pl-2"
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
