import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { GuardReplay } from "../../../contracts/index.ts";
import { request } from "../../api/request.ts";
import { FailureNote } from "../../frame/failure-note.tsx";
import { Part } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { useSession } from "../../frame/session-context.ts";
import { ActionMark } from "../../pictures/action-mark/action-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { actions, actionWord } from "../../words/guard.ts";
import { amount, differenceText, percent, points } from "../../words/rate.ts";
import { may } from "../../words/role.ts";
import { Table } from "./report-tables.tsx";

interface ReplayViewProps {
  readonly file: string;
  readonly text: string;
  readonly changed: boolean;
}

type Report = NonNullable<GuardReplay["report"]>;

/** What the draft would have done with recorded traffic, against the policy as saved. */
export function ReplayView({ file, text, changed }: ReplayViewProps) {
  const { person } = useSession();
  const [records, setRecords] = useState(1_000);
  const replay = useMutation({
    mutationFn: (draft: { file: string; text: string; records: number }) =>
      request<GuardReplay>("POST", "/api/guard/replay", { body: draft }),
  });
  if (!may(person.role, "triage"))
    return <p className="text-muted">You are signed in as {person.role}. A replay needs the role analyst.</p>;
  const stale = replay.data !== undefined && replay.variables.text !== text;
  return (
    <div className="space-y-3">
      <p className="text-muted">
        The newest recorded exchanges go through the policy as saved and through the text beside, and every
        decision that would differ is shown. Nothing is sent to anybody.
        {changed ? "" : " The text is unchanged: nothing can differ yet."}
      </p>
      <form
        className="flex flex-wrap items-center gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          replay.mutate({ file, text, records });
        }}
      >
        <label className="inline-flex items-center gap-1.5 text-muted">
          The newest
          <select
            className="field"
            value={records}
            onChange={(event) => setRecords(Number(event.target.value))}
          >
            {[200, 1_000, 5_000].map((count) => (
              <option key={count} value={count}>
                {amount(count)}
              </option>
            ))}
          </select>
          exchanges
        </label>
        <button type="submit" className="button button-main" disabled={replay.isPending}>
          {replay.isPending ? "Replaying…" : "Replay"}
        </button>
      </form>
      {replay.isError && <FailureNote error={replay.error} />}
      {stale && (
        <p role="status" className="border-l-4 border-l-unscored bg-unscored-wash px-3 py-1.5">
          The text has changed since this replay.
        </p>
      )}
      {replay.data?.report !== undefined && (
        <Result report={replay.data.report} caveats={replay.data.caveats} />
      )}
    </div>
  );
}

function Result({ report, caveats }: { readonly report: Report; readonly caveats: readonly string[] }) {
  const { stopped } = report;
  return (
    <section aria-label="Replay">
      <p role="status" className="font-semibold">
        {report.sentence}
      </p>
      {report.replayed > 0 && (
        <p className="mt-1">
          Stopped: {percent(stopped.before)} before, {percent(stopped.after)} after, difference{" "}
          {points(stopped.difference)} ({differenceText(stopped.interval)}, paired).
        </p>
      )}
      <ul className="mt-1 list-disc pl-5 text-muted">
        {report.replayed === 0 && report.notReplayable.count > 0 && (
          <li>
            Texts must be kept whole to be replayed: <code>content: {"{input: full}"}</code> in the policy.
          </li>
        )}
        {Object.entries(report.notReplayable.byReason).map(([reason, count]) => (
          <li key={reason}>
            {amount(count)} not replayable: {reason.replaceAll("-", " ")}
          </li>
        ))}
        {caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
      <Part title="Before and after">
        <Table caption="Exchanges by action" heads={["Action", "Before", "After"]}>
          {actions
            .filter((action) => report.before[action] + report.after[action] > 0)
            .map((action) => (
              <tr key={action} className="h-[30px] border-b border-line">
                <td className="pl-2">
                  <ActionMark action={action} />
                </td>
                <td className="w-[30%]">{amount(report.before[action])}</td>
                <td className="w-[30%]">
                  {amount(report.after[action])}
                  {report.after[action] === report.before[action]
                    ? ""
                    : ` (${report.after[action] > report.before[action] ? "+" : "−"}${amount(Math.abs(report.after[action] - report.before[action]))})`}
                </td>
              </tr>
            ))}
        </Table>
      </Part>
      {Object.keys(report.byRule).length > 0 && (
        <Part title="By rule">
          <ul className="space-y-0.5">
            {Object.entries(report.byRule).map(([rule, { fires, firesNoMore }]) => (
              <li key={rule}>
                <strong className="font-medium">{rule}</strong>: acts in {amount(fires)} more
                {firesNoMore > 0 ? `, no more in ${amount(firesNoMore)}` : ""}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {report.byPrincipal.length > 0 && (
        <Part title="Whom it would have stopped or let through">
          <ul className="space-y-0.5">
            {report.byPrincipal.slice(0, 20).map(({ id, verified, newlyStopped, newlyPassed }) => (
              <li key={`${id} ${String(verified)}`}>
                <strong className="font-medium">
                  <ShownText text={id} />
                </strong>
                {verified ? "" : " (claimed)"}: {amount(newlyStopped)} newly stopped
                {newlyPassed > 0 ? `, ${amount(newlyPassed)} newly let through` : ""}
              </li>
            ))}
            {report.byPrincipal.length > 20 && (
              <li className="text-muted">and {amount(report.byPrincipal.length - 20)} more</li>
            )}
          </ul>
        </Part>
      )}
      {report.changes.length > 0 && <Changes report={report} />}
    </section>
  );
}

function Changes({ report }: { readonly report: Report }) {
  return (
    <Part title={`Decisions that differ (${amount(report.differ)})`}>
      <Table caption="Decisions that differ" heads={["Time (UTC)", "Before → after", "Because of"]}>
        {report.changes.map(({ id, at, before, after, newRules, goneRules, principal }) => (
          <tr key={id} className="border-b border-line align-top">
            <td className="py-1 pr-3 pl-2 whitespace-nowrap">
              <Go
                to="/guard/decisions/$decision"
                params={{ decision: id }}
                className="underline decoration-edge underline-offset-3"
              >
                {at.slice(5, 10)} {at.slice(11, 16)}
              </Go>
              <span className="block text-xs text-muted">
                <ShownText text={principal.id} />
              </span>
            </td>
            <td className="py-1 pr-3">
              {actionWord[before]} → <ActionMark action={after} />
            </td>
            <td className="py-1 [overflow-wrap:anywhere]">
              {newRules.join(", ")}
              {goneRules.length > 0 && (
                <span className="text-muted"> {goneRules.join(", ")} acts no more</span>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {report.changesLeftOut > 0 && (
        <p className="mt-1 text-muted">and {amount(report.changesLeftOut)} more</p>
      )}
    </Part>
  );
}
