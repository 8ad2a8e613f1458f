import type { Effect, EvidenceSpan, Exchange, TranscriptRecord, Turn } from "../../contracts/index.ts";
import { minute } from "../wording.ts";
import { element, foreign, type Markup } from "./markup.ts";

/** Longer texts are cut here; the bundle holds them whole. */
const longest = 12_000;

/** The anchor of a transcript, so that a finding can point at it. */
export const transcriptAnchor = (entry: number): string => `entry-${entry}`;

/** One trial: the turns as a column, what gave it away marked, and beside it what really happened. */
export function transcript(record: TranscriptRecord): Markup {
  const { case: item, trial, entry } = record;
  const { outcome } = trial;
  const spans = outcome.kind === "breached" ? outcome.spans : [];
  const decisive = new Set(outcome.kind === "breached" ? outcome.effects : []);
  return element`<details class="transcript ${outcome.kind}" id="${transcriptAnchor(entry)}">
    <summary>
      <span class="outcome">${outcome.kind}</span> ${item.intent} <span class="how">${how(record)}</span>
    </summary>
    <p class="why">${outcome.kind === "unscored" ? `${outcome.reason}: ${outcome.detail}` : outcome.why}</p>
    <div class="stage">
      <div class="turns">
        ${item.plants.map((plant) => planted(plant.surface, plant.text))}
        ${(item.history ?? []).map((turn) => turnBlock(turn, [], "claimed to have gone before"))}
        ${trial.exchanges.map((exchange, i) =>
          exchangeBlock(
            exchange,
            spans.filter((span) => span.exchange === i),
          ),
        )}
      </div>
      <aside class="effects">
        <h4>What happened</h4>
        ${effects(trial.effects, decisive)}
      </aside>
    </div>
    <p class="trace">
      Case ${item.id}, repeat ${trial.repeat}, attempt ${trial.attempt}, seed ${trial.seed},
      ${minute(trial.startedAt)}, ledger entry ${entry}
    </p>
  </details>`;
}

function how({ case: item, arm }: TranscriptRecord): string {
  if (arm === "baseline") return "bare intent";
  if (arm === "benign") return "benign twin";
  return `by ${item.technique} on ${item.surface}`;
}

function planted(surface: string, text: string): Markup {
  return element`<div class="turn planted">
    <span class="role">planted in ${surface}</span>
    <pre>${clipped(text, [])}</pre>
  </div>`;
}

function exchangeBlock(exchange: Exchange, spans: readonly EvidenceSpan[]): Markup {
  const cut =
    exchange.cut === undefined ? undefined : element`<p class="cut">The answer was cut: ${exchange.cut}.</p>`;
  return element`${exchange.request.map((turn) => turnBlock(turn, []))}${exchange.response.map((turn, i) =>
    turnBlock(
      turn,
      spans.filter((span) => span.turn === i),
    ),
  )}${cut}`;
}

function turnBlock(turn: Turn, spans: readonly EvidenceSpan[], remark?: string): Markup {
  const name = turn.name === undefined ? "" : ` ${turn.name}`;
  const calls = (turn.toolCalls ?? []).map(
    (call) =>
      element`<div class="call">
        <span class="role">calls ${call.name}</span>
        <pre>${clipped(call.arguments, [])}</pre>
      </div>`,
  );
  return element`<div class="turn ${turn.role}">
    <span class="role">${turn.role}${name}${remark === undefined ? "" : `, ${remark}`}</span>${
      turn.text === "" ? undefined : element`<pre>${clipped(turn.text, spans)}</pre>`
    }${calls}
  </div>`;
}

/** The offset, or the one after it where it would cut a surrogate pair in two. */
function wholeCharacter(text: string, offset: number): number {
  const low = text.charCodeAt(offset);
  const high = text.charCodeAt(offset - 1);
  return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff ? offset + 1 : offset;
}

/** The text with its spans marked. A span beyond the cut is shown too, with what was left out between counted. */
function clipped(text: string, spans: readonly EvidenceSpan[]): Markup {
  const parts: Markup[] = [];
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const start = wholeCharacter(text, Math.min(text.length, Math.max(at, span.start)));
    const end = wholeCharacter(text, Math.min(text.length, start + longest, Math.max(start, span.end)));
    if (end === start) continue;
    parts.push(between(text, at, start), element`<mark>${foreign(text.slice(start, end))}</mark>`);
    at = end;
  }
  return element`${parts}${between(text, at, text.length)}`;
}

function between(text: string, start: number, end: number): Markup {
  if (end - start <= longest) return foreign(text.slice(start, end));
  const half = longest / 2;
  const [head, tail] = [wholeCharacter(text, start + half), wholeCharacter(text, end - half)];
  return element`${foreign(text.slice(start, head))}<span class="cut"
      >… ${tail - head} characters left out …</span
    >${foreign(text.slice(tail, end))}`;
}

function effects(list: readonly Effect[], decisive: ReadonlySet<number>): Markup {
  if (list.length === 0) return element`<p class="quiet">No effect was recorded.</p>`;
  return element`<ul>
    ${list.map(
      (effect, i) =>
        element`<li class="${effect.executed ? "executed" : "blocked"}${decisive.has(i) ? " decisive" : ""}">
          <strong>${effect.kind}</strong> ${effect.name}<br /><span class="state"
            >${effect.executed ? "executed" : "attempted, blocked"}, says the ${effect.source}</span
          >
          <pre>${clipped(JSON.stringify(effect.detail), [])}</pre>
        </li>`,
    )}
  </ul>`;
}
