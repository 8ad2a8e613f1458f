import { z } from "zod";
import type { JsonValue, SessionContext } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { targetErrors } from "../errors.ts";
import { writeHeaders } from "../template/request.ts";
import type { Values } from "../template/values.ts";
import { parseJsonAnswer } from "../transport/response.ts";
import type { ChatParts } from "./session.ts";

/** Texts in one request. */
const batch = 16;

/**
 * What the model thinks of texts: −log₂ of the probability of each, summed over its tokens. Asked for as completion servers
 * tell it (`/completions` with `echo` and `logprobs`): a token is written besides, since some servers want to write one, and
 * not counted. The first token of a text has no probability where a server puts nothing before it.
 *
 * @throws TARGETS_UNEXPECTED_SHAPE where the server does not tell it, and what a request throws
 */
export async function scoreTexts(
  { config, transport, redactor, apiKey }: Omit<ChatParts, "harness">,
  texts: readonly string[],
  context: Pick<SessionContext, "signal">,
  values: Values,
): Promise<Float64Array> {
  const bits = new Float64Array(texts.length);
  for (let from = 0; from < texts.length; from += batch) {
    const prompts = texts.slice(from, from + batch);
    const { value } = await transport.call(
      {
        method: "POST",
        url: new URL(`${config.base_url.replace(/\/+$/, "")}/completions`),
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
          ...writeHeaders(config.headers ?? {}, values),
        },
        body: JSON.stringify({
          model: config.model,
          prompt: prompts,
          echo: true,
          logprobs: 1,
          max_tokens: 1,
          temperature: 0,
        }),
      },
      {
        signal: context.signal,
        redactor,
        purpose: "component",
        follow: true,
        read: async (response) => {
          const body = parseJsonAnswer(await response.text(), response);
          return { value: readScores(body, prompts, response.place) };
        },
      },
    );
    bits.set(value, from);
  }
  return bits;
}

const answer = z.object({
  choices: z.array(
    z.object({
      index: z.int().min(0).optional(),
      logprobs: z.object({
        token_logprobs: z.array(z.number().max(0).nullable()).max(200_000),
        text_offset: z.array(z.int().min(0)).max(200_000),
      }),
    }),
  ),
});

function readScores(body: JsonValue, prompts: readonly string[], place: Place): Float64Array {
  const parsed = answer.safeParse(body);
  const choices = parsed.data?.choices ?? [];
  const scores = new Float64Array(prompts.length).fill(NaN);
  for (const [i, { index = i, logprobs }] of choices.entries()) {
    const prompt = prompts[index];
    if (prompt === undefined) continue;
    // What stands behind the text was written, not read.
    const read = logprobs.token_logprobs.filter(
      (_, at) => (logprobs.text_offset[at] ?? Infinity) < prompt.length,
    );
    const told = read.filter((log) => log !== null);
    // Only the first token may lack its probability.
    if (told.length === 0 || read.length - told.length > 1 || read.slice(1).includes(null)) continue;
    scores[index] = told.reduce((sum, log) => sum - log, 0) / Math.LN2;
  }
  if (choices.length === prompts.length && scores.every(Number.isFinite)) return scores;
  throw targetErrors.unexpectedShape(
    `${place.at} does not tell the log-probability of every token of a text (\`choices[].logprobs.token_logprobs\` and \`text_offset\`).`,
    place,
  );
}
