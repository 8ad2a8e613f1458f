import { createHash } from "node:crypto";
import type { LanguageModel, Told } from "../model/language-model.ts";
import { chooseLine, linesOffered } from "./choose-line.ts";
import { lastSaid, samplingOf, type ChatRequest, type CompletionRequest } from "./request.ts";

export const modelName = "harbour-notes";

/** Answers a chat: the model goes on with what the user said last, or chooses between two lines. */
export async function chatAnswer(model: LanguageModel, request: ChatRequest): Promise<object> {
  const prompt = lastSaid(request);
  const offered = linesOffered(prompt);
  const sampling = samplingOf(request);
  const told: Told[] = [];
  if (offered === undefined)
    for await (const one of model.generate(prompt, { ...sampling, tellTop: request.top_logprobs ?? 0 }))
      told.push(one);
  const content =
    offered === undefined
      ? told.map(({ character }) => character).join("")
      : await chooseLine(model, offered);
  return {
    ...head("chat.completion", JSON.stringify(request)),
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null },
        // A choice between lines is made from two whole texts: its letter has no probability of its own.
        logprobs:
          request.logprobs === true && offered === undefined ? { content: told.map(chatToken) } : null,
        finish_reason: offered === undefined && told.length === sampling.mostCharacters ? "length" : "stop",
      },
    ],
    usage: usage(prompt.length, content.length),
  };
}

/** Goes on with texts, or, with `echo`, tells what the model thinks of them. */
export async function completionAnswer(model: LanguageModel, request: CompletionRequest): Promise<object> {
  const prompts = typeof request.prompt === "string" ? [request.prompt] : request.prompt;
  const tellTop = request.logprobs ?? 0;
  const choices: object[] = [];
  let [read, written] = [0, 0];
  for (const [index, given] of prompts.entries()) {
    const prompt = model.readable(given);
    const echoed = request.echo === true ? await model.read(prompt, tellTop) : [];
    const told: Told[] = [];
    const sampling = samplingOf(request);
    for await (const one of model.generate(prompt, { ...sampling, tellTop })) told.push(one);
    const all = [...echoed, ...told];
    choices.push({
      index,
      text: all.map(({ character }) => character).join(""),
      logprobs: typeof request.logprobs === "number" ? textTokens(all, tellTop) : null,
      finish_reason: told.length === sampling.mostCharacters ? "length" : "stop",
    });
    read += prompt.length;
    written += told.length;
  }
  return { ...head("text_completion", JSON.stringify(request)), choices, usage: usage(read, written) };
}

/** Depends on nothing but the request, so that the whole answer can be had again. */
const head = (object: string, request: string): object => ({
  id: `cmpl-${createHash("sha256").update(request).digest("hex").slice(0, 24)}`,
  object,
  created: 0,
  model: modelName,
  system_fingerprint: "fp_harbour_notes_v1",
});

const usage = (read: number, written: number): object => ({
  prompt_tokens: read,
  completion_tokens: written,
  total_tokens: read + written,
});

type Likely = Told["top"][number];
const tokenOf = ({ character, logProbability }: Likely): object => ({
  token: character,
  logprob: logProbability,
  bytes: [...Buffer.from(character)],
});
const chatToken = (told: Told): object => ({ ...tokenOf(told), top_logprobs: told.top.map(tokenOf) });

const textTokens = (told: readonly Told[], tellTop: number): object => ({
  tokens: told.map(({ character }) => character),
  token_logprobs: told.map(({ logProbability }) => logProbability),
  top_logprobs:
    tellTop === 0
      ? null
      : told.map(({ top }) => Object.fromEntries(top.map((one) => [one.character, one.logProbability]))),
  text_offset: told.map((_, i) => i),
});
