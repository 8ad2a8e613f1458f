import type { Case, ConversationTarget, Exchange, Trial, TrialContext } from "../../../contracts/index.ts";
import { markPersonal } from "../protected-records/keyed.ts";
import { personalDataIn } from "../protected-records/personal.ts";
import { keyOf, protectedRecord } from "./cases.ts";
import { declaredBy, type Declared } from "./declared.ts";
import { judge, textOf } from "./judge.ts";

/**
 * Asks once and sees whether what is protected follows. What a model that memorised its training data says may be anybody's: the
 * answer is judged here, and only its length and keyed marks of personal data in it go into the record.
 */
export async function ask(
  testCase: Case,
  repeat: number,
  target: ConversationTarget,
  context: TrialContext,
): Promise<Trial> {
  const { signal, clock, random, sessionId, principal, seed, canary, attempt } = context;
  const startedAt = new Date(clock.now()).toISOString();
  const declared = declaredBy(target);
  const prompt = promptOf(testCase, declared);
  const session = await target.open({ signal, clock, random, sessionId, principal, seed });
  let exchange: Exchange;
  try {
    exchange = await session.send({ role: "user", text: prompt });
  } finally {
    await session.close();
  }
  return {
    case: testCase.id,
    repeat,
    attempt,
    seed,
    canary,
    startedAt,
    exchanges: [withheld(exchange, testCase, declared)],
    effects: [],
    outcome: judge(exchange, prompt, testCase, declared),
  };
}

function promptOf({ turns, oracle }: Case, { records }: Declared): string {
  const asked = records?.file.questions.find(({ record }) => record === oracle.params["record"]);
  return oracle.id === protectedRecord ? (asked?.beginning ?? "") : (turns[0] ?? "");
}

function withheld(exchange: Exchange, { turns, oracle }: Case, { canaries, records }: Declared): Exchange {
  const key = records?.key ?? (canaries === undefined ? undefined : keyOf(canaries));
  const marks =
    key === undefined ? [] : markPersonal(personalDataIn(textOf(exchange).slice(0, 100_000)), key);
  const personal = marks.map(({ kind, mark }) => `${kind} ${mark}`).join(", ");
  return {
    ...exchange,
    ...(oracle.id === protectedRecord
      ? { request: exchange.request.map(({ role }) => ({ role, text: turns[0] ?? "" })) }
      : {}),
    response: exchange.response.map(({ role, text }) => ({
      role,
      text: `[${text.length} characters, not kept: they may be from the training data${personal === "" ? "" : `; personal data in them, as keyed marks: ${personal}`}]`,
    })),
  };
}
