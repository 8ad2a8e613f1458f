import type { GuardDecisionDetail, PlacedSignal, RuleHit, StoredContent } from "../../contracts/index.ts";
import { ActionMark } from "../pictures/action-mark/action-mark.tsx";
import { ShownText } from "../pictures/transcript/shown-text.tsx";
import { dateTime } from "../words/date.ts";
import { actionWord, modeMeaning } from "../words/guard.ts";
import { amount, percent } from "../words/rate.ts";
import { BandMark } from "./band-mark.tsx";
import { CopyCommand } from "./copy-command.tsx";
import { Digest, Facts, Part } from "./facts.tsx";

/** One decision: what was done, why, on which words, by which policy, and where that is proved. */
export function DecisionStory({ detail }: { readonly detail: GuardDecisionDetail }) {
  const { line, record } = detail;
  const { decision, content } = record;
  const { policy } = decision;
  return (
    <>
      <p className="text-lg font-semibold">
        <ActionMark action={line.action} />
        {line.wouldBe !== line.action && (
          <span className="ml-2 text-base font-normal text-muted">
            {actionWord[line.wouldBe]}, were every rule enforced
          </span>
        )}
      </p>
      {line.breakGlass !== undefined && (
        <p className="mt-2 border-l-4 border-l-breached bg-breached-wash px-3 py-1.5">
          The glass was broken: order <ShownText text={line.breakGlass} /> set rules aside.
        </p>
      )}
      {decision.failures.map(({ detector, opened, reason }) => (
        <p
          key={`${detector} ${reason}`}
          className={`mt-2 border-l-4 px-3 py-1.5 ${opened ? "border-l-breached bg-breached-wash" : "border-l-unscored bg-unscored-wash"}`}
        >
          <strong className="font-semibold">{detector}</strong> failed{" "}
          {opened ? "and the traffic passed all the same" : "and counted as a hit"}:{" "}
          <ShownText text={reason} />
        </p>
      ))}
      <Part title="Why">
        {decision.hits.length === 0 ? (
          <p className="text-muted">
            {line.decided ? "No rule fired." : "The exchange ended before the guard had to decide."}
          </p>
        ) : (
          <ul className="space-y-2">
            {decision.hits.map((hit, index) => (
              // The same rule may have met the request and the answer; place is identity.
              // oxlint-disable-next-line react/no-array-index-key
              <Hit key={index} hit={hit} />
            ))}
          </ul>
        )}
      </Part>
      <Part title="What was seen">
        <Contents content={content} signals={decision.signals} />
      </Part>
      {decision.signals.length > 0 && (
        <Part title={`Signals (${amount(decision.signals.length)})`}>
          <Signals signals={decision.signals} />
        </Part>
      )}
      <Part title="About">
        <Facts
          facts={[
            ["Time", dateTime(record.at)],
            [
              "Principal",
              <span key="principal">
                <ShownText text={record.principal.id} /> (
                {record.principal.verified ? "identity proven" : "identity claimed"})
              </span>,
            ],
            record.team === undefined ? undefined : ["Team", record.team],
            record.virtualKey === undefined
              ? undefined
              : ["Key", <Digest key="key" value={record.virtualKey} />],
            ["Route", <ShownText key="route" text={record.route} />],
            line.model === undefined ? undefined : ["Model", <ShownText key="model" text={line.model} />],
            ["Tokens", amount(line.tokens)],
            ["Decided in", `${amount(Math.round(decision.durationMicros) / 1000)} ms`],
            [
              "Policy",
              <span key="policy">
                {policy.id} {policy.version}, <Digest value={policy.digest} />
              </span>,
            ],
          ]}
        />
      </Part>
      <Part title="Evidence">
        <p className="mb-2">
          Entry {line.entry} of ledger <code className="font-mono text-xs">{line.ledger}</code>. Check it away
          from this server:
        </p>
        <CopyCommand command={`bartizan evidence verify ${detail.bundle}`} />
      </Part>
    </>
  );
}

function Hit({ hit }: { readonly hit: RuleHit }) {
  return (
    <li
      className={`rounded-[5px] border border-l-4 border-line px-3 py-2 ${hit.mode === "enforce" && hit.excepted === undefined ? "border-l-breached" : "border-l-edge"}`}
    >
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <strong className="font-semibold [overflow-wrap:anywhere]">{hit.rule}</strong>
        <BandMark band={hit.severity} />
      </p>
      <p>{hit.reason}</p>
      <p className="text-xs text-muted">
        {hit.action}; {hit.mode}: {modeMeaning[hit.mode]}
        {hit.clause === undefined ? "" : `; clause ${hit.clause}`}
        {hit.excepted === undefined
          ? ""
          : `; let pass by exception ${hit.excepted.id}, approved by ${hit.excepted.approver} until ${hit.excepted.until}`}
      </p>
    </li>
  );
}

const notAsSaid: Readonly<Record<Exclude<StoredContent["kept"], "full">, string>> = {
  redacted: "kept redacted: the places cannot be marked",
  hmac: "only a keyed hash is kept",
  encrypted: "kept encrypted; open it with the policy's key",
};

function Contents({
  content,
  signals,
}: {
  readonly content: readonly StoredContent[];
  readonly signals: readonly PlacedSignal[];
}) {
  if (content.length === 0)
    return (
      <p className="text-muted">
        The policy keeps no text. What was seen stands in the signals; <code>content:</code> in the policy
        says what is kept.
      </p>
    );
  return (
    <ol className="space-y-2.5">
      {content.map(({ part, stage, kept, value }) => (
        <li key={`${part} ${stage}`} className="rounded-[5px] border border-line px-3 py-2">
          <p className="flex flex-wrap justify-between gap-x-3 text-2xs text-muted">
            <span>
              {stage} · <ShownText text={part} />
            </span>
            {kept !== "full" && <span>{notAsSaid[kept]}</span>}
          </p>
          {(kept === "full" || kept === "redacted") && (
            <p className="mt-1 font-mono text-xs leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
              <ShownText
                text={value}
                spans={kept === "full" ? signals.filter((signal) => signal.part === part) : []}
              />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Signals({ signals }: { readonly signals: readonly PlacedSignal[] }) {
  return (
    <ul className="space-y-1.5">
      {signals.slice(0, 100).map((signal, index) => (
        // Signals are an ordered record; place is identity.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="border-b border-line pb-1.5 last:border-0">
          <p>
            <strong className="font-medium">
              {signal.detector === signal.rule ? signal.rule : `${signal.detector}: ${signal.rule}`}
            </strong>{" "}
            <span className="text-muted">
              {signal.category}, score {percent(signal.score)}
              {signal.validated === true ? ", checksum passed" : ""}
            </span>
          </p>
          <p className="text-xs text-muted">
            {signal.why} At <ShownText text={signal.part} />, {amount(signal.start)} to {amount(signal.end)}
            {signal.view === undefined ? "" : `, read as ${signal.view.join(" in ")}`}.
          </p>
        </li>
      ))}
      {signals.length > 100 && <li className="text-muted">and {amount(signals.length - 100)} more</li>}
    </ul>
  );
}
