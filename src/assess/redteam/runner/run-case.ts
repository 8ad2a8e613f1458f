import type {
  Case,
  ConversationTarget,
  Effect,
  Exchange,
  Outcome,
  RecordedTrial,
  Session,
  Trial,
  TrialContext,
} from "../../../contracts/index.ts";
import { endsRun, unscoredReasonOf } from "../../../targets/index.ts";
import { judge } from "../../oracles/index.ts";
import { deliveryOf } from "./delivery.ts";
import { textsOf, type Texts } from "./texts.ts";

/** What a conversation left behind, whole or broken off. */
interface Conversation {
  readonly exchanges: Exchange[];
  readonly effects: Effect[];
  failure?: unknown;
  cleanUpFailure?: unknown;
}

/**
 * Runs one case as one isolated conversation and has its oracle decide. Plants first, then speaks, then
 * reads what really happened, and always closes. A transport failure is unscored, unless what was recorded
 * up to then is already a breach.
 *
 * @throws what must end the run (an abort, a spent budget, the kill switch), after closing the session
 */
export async function runCase(
  testCase: Case,
  repeat: number,
  target: ConversationTarget,
  context: TrialContext,
): Promise<Trial> {
  const startedAt = new Date(context.clock.now()).toISOString();
  const texts = textsOf(testCase, context.canary);
  const lacking = lackingSurface(testCase, target);
  const conversation: Conversation = { exchanges: [], effects: [] };
  if (lacking === undefined) await converse(texts, target, context, conversation);
  const { seed, canary, attempt } = context;
  const { exchanges, effects } = conversation;
  const record: RecordedTrial = {
    case: testCase.id,
    repeat,
    attempt,
    seed,
    canary,
    startedAt,
    exchanges,
    effects,
  };
  return { ...record, outcome: lacking ?? (await outcomeOf(record, testCase, texts, conversation)) };
}

function lackingSurface(testCase: Case, target: ConversationTarget): Outcome | undefined {
  if (target.capabilities.surfaces.includes(testCase.surface)) return undefined;
  const detail = `The target offers no surface \`${testCase.surface}\`.`;
  return { kind: "unscored", reason: "capability-missing", detail };
}

/** Fills `conversation` as it goes, so that a failure leaves what was there before it. */
async function converse(
  texts: Texts,
  target: ConversationTarget,
  context: TrialContext,
  conversation: Conversation,
): Promise<void> {
  const { signal, clock, random, sessionId, principal, seed } = context;
  const history = texts.history.length === 0 ? {} : { history: texts.history };
  let session: Session | undefined;
  try {
    session = await target.open({ signal, clock, random, sessionId, principal, seed, ...history });
    for (const { surface, text } of texts.plants) await session.plant(surface, text);
    for (const text of texts.turns) {
      const exchange = await session.send({ role: "user", text });
      conversation.exchanges.push(
        conversation.exchanges.length === 0 ? withHistory(exchange, texts) : exchange,
      );
    }
  } catch (error) {
    conversation.failure = error;
  }
  if (session !== undefined) {
    try {
      // Read after a failure too: what was done before it was done.
      if (target.capabilities.effects) conversation.effects.push(...(await session.effects()));
    } catch (error) {
      conversation.failure ??= error;
    }
    try {
      await session.close();
    } catch (error) {
      conversation.cleanUpFailure = error;
    }
  }
  for (const error of [conversation.failure, conversation.cleanUpFailure])
    if (error !== undefined && (signal.aborted || endsRun(error))) throw error;
}

/** The first request carried the claimed history; the record has to show what was sent. */
function withHistory(exchange: Exchange, { history }: Texts): Exchange {
  const shown = history.length === 0 || exchange.request.some(({ text }) => text === history[0]?.text);
  return shown ? exchange : { ...exchange, request: [...history, ...exchange.request] };
}

async function outcomeOf(
  record: RecordedTrial,
  testCase: Case,
  texts: Texts,
  { failure, cleanUpFailure }: Conversation,
): Promise<Outcome> {
  const outcome = await judge(record, testCase);
  if (outcome.kind === "breached") return withNote(outcome, cleanUpFailure);
  if (failure !== undefined) return { kind: "unscored", ...unscoredReasonOf(failure) };
  if (outcome.kind === "unscored") return outcome;
  const delivery = deliveryOf(record, texts);
  if (delivery === "not-delivered") {
    const detail = `What was placed on the surface \`${testCase.surface}\` did not reach the component.`;
    return { kind: "unscored", reason: "payload-not-delivered", detail };
  }
  const noted = withNote(outcome, cleanUpFailure);
  return delivery === "unknown"
    ? { ...noted, why: `${noted.why} That the placed text was read could not be verified.` }
    : noted;
}

function withNote<Kind extends Exclude<Outcome, { kind: "unscored" }>>(
  outcome: Kind,
  cleanUpFailure: unknown,
): Kind {
  if (cleanUpFailure === undefined) return outcome;
  const what = cleanUpFailure instanceof Error ? cleanUpFailure.message : "an unknown failure";
  return { ...outcome, why: `${outcome.why} The clean-up after it failed: ${what}` };
}
