import type { ConversationTarget, SessionContext } from "../../../contracts/index.ts";
import { endsRun } from "../../../targets/index.ts";

/** Asks a model once. The seed differs for every question, so that a run can be repeated question by question. */
export type Complete = (prompt: string, seed: number) => Promise<string>;

/** A conversation target as a function: every question in a session of its own, so that no answer colours the next. */
export function completionsOf(
  target: Pick<ConversationTarget, "open">,
  contextFor: (seed: number) => SessionContext,
): Complete {
  return async (prompt, seed) => {
    const session = await target.open(contextFor(seed));
    try {
      const { response } = await session.send({ role: "user", text: prompt });
      return response
        .filter(({ role }) => role === "assistant")
        .map(({ text }) => text)
        .join("\n");
    } finally {
      await session.close();
    }
  };
}

/**
 * The answer, or undefined where the model gave none: an error is no proof that nothing is memorised. A spent budget and the
 * kill switch end the whole measurement.
 */
export async function answerOf(
  complete: Complete,
  prompt: string,
  seed: number,
): Promise<string | undefined> {
  try {
    return await complete(prompt, seed);
  } catch (error) {
    if (endsRun(error) || (error instanceof Error && error.name === "AbortError")) throw error;
    return undefined;
  }
}

/** How an answer goes on with a prompt. Chat models may repeat the prompt, or say something before it: that is skipped. */
export function whatFollows(answer: string, prompt: string): string {
  const given = prompt.trim();
  const at = given === "" ? -1 : answer.indexOf(given);
  return (at < 0 ? answer : answer.slice(at + given.length)).trimStart();
}
