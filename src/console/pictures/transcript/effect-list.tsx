import type { Effect } from "../../../contracts/index.ts";
import { dateTime } from "../../words/date.ts";
import { ShownText } from "./shown-text.tsx";

/** Effects in order. Executed or blocked is said by word and shape; those that decided are marked. */
export function EffectList({
  effects,
  deciding,
}: {
  readonly effects: readonly Effect[];
  readonly deciding: readonly number[];
}) {
  if (effects.length === 0) return <p className="text-muted">No effect was recorded outside the text.</p>;
  return (
    <ol className="space-y-2">
      {effects.map((effect, index) => (
        <li
          // Effects are an ordered record; place is identity.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={`rounded-[5px] border px-3 py-2 ${deciding.includes(index) ? "border-breached bg-breached-wash" : "border-line"}`}
        >
          <p className="font-medium">
            {effect.kind.replaceAll("-", " ")}: <ShownText text={effect.name} />
          </p>
          <p className="text-xs">
            <span aria-hidden="true">{effect.executed ? "● " : "○ "}</span>
            {effect.executed ? "executed" : "attempted, blocked"}
            {deciding.includes(index) && <strong> · decided the outcome</strong>}
          </p>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 font-mono text-2xs">
            {Object.entries(effect.detail).map(([key, value]) => (
              <div key={key} className="contents">
                <dt className="text-muted">
                  <ShownText text={key} />
                </dt>
                <dd className="[overflow-wrap:anywhere]">
                  <ShownText text={typeof value === "string" ? value : JSON.stringify(value)} />
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-1 text-2xs text-muted">
            {dateTime(effect.at)} ·{" "}
            {effect.source === "ledger" ? "from the target's own ledger" : "only the transcript claims it"}
          </p>
        </li>
      ))}
    </ol>
  );
}
