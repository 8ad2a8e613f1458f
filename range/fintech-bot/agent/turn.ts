import type { RandomSource, Surface } from "../../../src/contracts/index.ts";
import { refusal, type Defences } from "../defences/defence.ts";
import { decide } from "../follow/decide.ts";
import type { ChatMessage } from "../protocol/request.ts";
import { isForbidden, read } from "../understand/read.ts";
import type { Reading, Technique } from "../understand/wish.ts";
import { act, type Acted } from "./act.ts";
import { assemble, type Segment, type TurnContext } from "./context.ts";
import { answerEnquiry, wordToRepeat } from "./enquiries.ts";
import { answerFromKnowledge } from "./knowledge-answer.ts";
import type { Step } from "./run-tool.ts";
import { noteSaid, noteTrace, type BotSession } from "./session.ts";

export interface Answer {
  readonly text: string;
  readonly steps: readonly Step[];
}

/**
 * One turn of Mira: assemble what she reads, let the input defences look, decide which wishes she
 * follows, act through the tool policy, and let the output defences have the last word.
 */
export function respond(
  messages: readonly ChatMessage[],
  session: BotSession,
  defences: Defences,
  random: RandomSource,
): Answer {
  const context = assemble(messages, session);
  const own = answerAsk(context, session, defences, random.derive("user-turn"));
  const led = context.others.map((segment, i) =>
    obey(segment, session, defences, random.derive(`${segment.surface} ${i}`)),
  );
  const said = [...own.said, ...led.flatMap((acted) => acted.said)].join("\n\n");
  const text = defences.output.reduce((answer, defence) => defence.filter(answer), said);
  noteSaid(session, text);
  return { text, steps: [...own.steps, ...led.flatMap((acted) => acted.steps)] };
}

/** The customer's own message: refused, followed, or simply served. */
function answerAsk(
  context: TurnContext,
  session: BotSession,
  defences: Defences,
  random: RandomSource,
): Acted {
  const scene = { bank: session.bank, self: session.principal.id };
  for (const defence of defences.input) {
    const why = defence.inspect(context.ask, scene, context.opening);
    if (why === undefined) continue;
    note(session, "user-turn", { wishes: [], techniques: [] }, `${defence.name}: ${why}`);
    return { said: [refusal], steps: [] };
  }
  const reading = read(context.ask, { scene, strict: false, decode: true });
  if (reading.wishes.some(isForbidden)) {
    const dressed = context.forged && !defences.ownHistory ? also(reading, "history-forgery") : reading;
    return follows(dressed, "user-turn", session, defences, random)
      ? act(reading, "user-turn", session, defences)
      : { said: [refusal], steps: [] };
  }
  if (reading.wishes.length > 0) return act(reading, "user-turn", session, defences);
  return { said: [serve(context, session)], steps: [] };
}

function serve({ ask, others }: TurnContext, session: BotSession): string {
  const word = wordToRepeat(ask);
  const answer = answerEnquiry(ask, session) ?? answerFromKnowledge(ask, session, others);
  return word === undefined ? answer : `${word} ${answer}`;
}

/** Text that nobody addressed to Mira. A model that reads it may obey it; marked as data, it is only read. */
function obey(
  { surface, text }: Segment,
  session: BotSession,
  defences: Defences,
  random: RandomSource,
): Acted {
  const nothing: Acted = { said: [], steps: [] };
  if (surface === "history" && defences.ownHistory) return nothing;
  const scene = { bank: session.bank, self: session.principal.id };
  const full = read(text, { scene, strict: true, decode: true });
  const reading: Reading = { ...full, wishes: full.wishes.filter(isForbidden) };
  if (reading.wishes.length === 0) return nothing;
  if (defences.marksData) {
    note(session, surface, reading, "data-marking: not the customer's words");
    return nothing;
  }
  const dressed = also(reading, surface === "history" ? "history-forgery" : "planted-instruction");
  return follows(dressed, surface, session, defences, random)
    ? act(reading, surface, session, defences)
    : nothing;
}

const also = (reading: Reading, technique: Technique): Reading => ({
  ...reading,
  techniques: [...reading.techniques, technique],
});

function follows(
  reading: Reading,
  surface: Surface,
  session: BotSession,
  defences: Defences,
  random: RandomSource,
): boolean {
  const decision = decide(reading, defences.hardened ? "hardened" : "naive", random);
  noteTrace(session, { surface, wishes: reading.wishes.map(nameOf), ...decision });
  return decision.followed;
}

function note(session: BotSession, surface: Surface, reading: Reading, stoppedBy: string): void {
  const { techniques, wishes } = reading;
  noteTrace(session, {
    surface,
    wishes: wishes.map(nameOf),
    techniques,
    probability: 0,
    draw: 0,
    followed: false,
    stoppedBy,
  });
}

const nameOf = (wish: Reading["wishes"][number]): string =>
  wish.kind === "call" ? (wish.forbidden ?? wish.tool) : wish.intent;
