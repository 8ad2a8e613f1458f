import type { Exchange, Role, TranscriptRecord, Turn } from "../../../contracts/index.ts";
import { amount } from "../../words/rate.ts";
import { EffectList } from "./effect-list.tsx";
import { ShownText } from "./shown-text.tsx";
import type { Span } from "./segments.ts";

/** One trial: what was planted and said in a column, and beside it what really happened. */
export function Transcript({ record }: { readonly record: TranscriptRecord }) {
  const { trial } = record;
  const deciding = trial.outcome.kind === "breached" ? trial.outcome.effects : [];
  return (
    <div className="flex flex-wrap gap-5">
      <ol className="min-w-[300px] flex-[3] space-y-2.5" aria-label="Turns">
        {record.case.plants.map((plant) => (
          <li key={`${plant.surface} ${plant.text}`}>
            <Bubble who={`planted in ${plant.surface}`} payload text={plant.text} spans={[]} />
          </li>
        ))}
        {(record.case.history ?? []).map((turn, index) => (
          <li key={`history ${String(index)}`}>
            <Said turn={turn} note="claimed to have gone before" payload spans={[]} />
          </li>
        ))}
        {trial.exchanges.map((exchange, index) => (
          <Exchanged
            key={exchange.id}
            exchange={exchange}
            spansOf={(turn) => spansIn(record, index, turn)}
            attack={record.arm !== "benign" && record.case.surface === "user-turn"}
          />
        ))}
        {trial.exchanges.length === 0 && <li className="text-muted">No exchange was recorded.</li>}
      </ol>
      <section className="min-w-[200px] flex-[2]" aria-label="What really happened">
        <h3 className="eyebrow mb-2">What really happened</h3>
        <EffectList effects={trial.effects} deciding={deciding} />
      </section>
    </div>
  );
}

function spansIn(record: TranscriptRecord, exchange: number, turn: number): readonly Span[] {
  const { outcome } = record.trial;
  if (outcome.kind !== "breached") return [];
  return outcome.spans.filter((span) => span.exchange === exchange && span.turn === turn);
}

interface ExchangedProps {
  readonly exchange: Exchange;
  readonly spansOf: (turn: number) => readonly Span[];
  readonly attack: boolean;
}

function Exchanged({ exchange, spansOf, attack }: ExchangedProps) {
  return (
    <>
      {exchange.request.map((turn, index) => (
        <li key={`request ${String(index)}`}>
          <Said turn={turn} payload={attack && turn.role === "user"} spans={[]} />
        </li>
      ))}
      {exchange.response.map((turn, index) => (
        <li key={`response ${String(index)}`}>
          <Said turn={turn} spans={spansOf(index)} />
        </li>
      ))}
      <li className="text-2xs text-muted">
        {amount(exchange.durationMs)} ms · {amount(exchange.usage.inputTokens + exchange.usage.outputTokens)}{" "}
        tokens
        {exchange.usage.reported ? "" : " (estimated)"}
        {exchange.transport.model === undefined ? "" : ` · ${exchange.transport.model}`} ·{" "}
        {exchange.principal.id} ({exchange.principal.verified ? "identity proven" : "identity claimed"})
        {exchange.cut === undefined ? "" : ` · answer cut: ${exchange.cut}`}
      </li>
    </>
  );
}

interface SaidProps {
  readonly turn: Turn;
  readonly spans: readonly Span[];
  readonly note?: string;
  readonly payload?: boolean;
}

function Said({ turn, spans, note, payload = false }: SaidProps) {
  const who = [turn.role, turn.name, note].filter((piece) => piece !== undefined).join(" · ");
  return (
    <>
      {(turn.text !== "" || (turn.toolCalls ?? []).length === 0) && (
        <Bubble who={who} role={turn.role} payload={payload} text={turn.text} spans={spans} />
      )}
      {(turn.toolCalls ?? []).map((call) => (
        <Bubble
          key={call.id}
          who={`${turn.role} calls ${call.name}`}
          role="tool"
          payload={false}
          text={call.arguments}
          spans={[]}
        />
      ))}
    </>
  );
}

interface BubbleProps {
  readonly who: string;
  readonly role?: Role;
  readonly payload: boolean;
  readonly text: string;
  readonly spans: readonly Span[];
}

function Bubble({ who, role, payload, text, spans }: BubbleProps) {
  const ground = role === "assistant" ? "bg-sunk" : "bg-surface";
  return (
    <div
      className={`rounded-[5px] border border-line px-3 py-2 ${ground} ${payload ? "border-l-4 border-l-unscored" : ""}`}
    >
      <p className="flex justify-between gap-2 text-2xs text-muted">
        <span>
          <ShownText text={who} />
        </span>
        {payload && <span>payload</span>}
      </p>
      <p className="mt-1 font-mono text-xs leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text === "" ? (
          <span className="text-muted">(no text)</span>
        ) : (
          <ShownText text={text} spans={spans} />
        )}
      </p>
    </div>
  );
}
