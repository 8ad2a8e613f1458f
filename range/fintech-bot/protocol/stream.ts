import { fingerprint, modelName, type Reply } from "./completion.ts";

/** The server-sent events of a streamed answer, in order, ending with `[DONE]`. */
export function* streamEvents(reply: Reply, includeUsage: boolean): Generator<string> {
  const chunk = (choices: readonly object[], more: object = {}): string =>
    event({
      id: reply.id,
      object: "chat.completion.chunk",
      created: reply.created,
      model: modelName(reply.level),
      system_fingerprint: fingerprint(reply.level),
      choices,
      ...(includeUsage ? { usage: null } : {}),
      ...more,
    });
  const delta = (content: object, finish: string | null = null): string =>
    chunk([{ index: 0, delta: content, logprobs: null, finish_reason: finish }]);

  const { call, answer } = reply;
  if (call) {
    const named = { index: 0, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
    yield delta({ role: "assistant", content: null, tool_calls: [named] });
    for (const piece of pieces(call.arguments))
      yield delta({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
    yield delta({}, "tool_calls");
  } else {
    yield delta({ role: "assistant", content: "", refusal: null });
    for (const piece of pieces(answer.text)) yield delta({ content: piece });
    yield delta({}, "stop");
  }
  if (includeUsage) yield chunk([], { usage: reply.usage });
  yield "data: [DONE]\n\n";
}

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

/** Pieces of uneven size, cut between code points: a reader must not rely on words staying whole. */
function* pieces(text: string): Generator<string> {
  const characters = Array.from(text);
  let at = 0;
  for (let n = 0; at < characters.length; n++) {
    const size = 3 + ((n * 7) % 11);
    yield characters.slice(at, at + size).join("");
    at += size;
  }
}
