/** Bodies and events as a server of the Responses API writes them. */

const base = { id: "resp_1", object: "response", created_at: 1_700_000_000, model: "model-1" };

export const outputText = (text: string): object => ({
  type: "output_text",
  text,
  annotations: [],
  logprobs: [],
});

export const outputMessage = (text: string): object => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [outputText(text)],
});

export const functionCall = (name: string, text: string): object => ({
  id: "fc_1",
  type: "function_call",
  status: "completed",
  call_id: "call_1",
  name,
  arguments: text,
});

export const aResponse = (output: readonly object[], more: object = {}): object => ({
  ...base,
  status: "completed",
  error: null,
  incomplete_details: null,
  instructions: null,
  output,
  tools: [],
  tool_choice: "auto",
  usage: { input_tokens: 5, output_tokens: 7, total_tokens: 12 },
  ...more,
});

export type ResponseEvent = { readonly type: string } & Record<string, unknown>;

export const responseEvent = (event: ResponseEvent): string =>
  `event: ${event.type}\ndata: ${JSON.stringify({ sequence_number: 0, ...event })}\n\n`;

/** The events of a message that says these texts. */
export function messageEvents(texts: readonly string[], output_index = 0): ResponseEvent[] {
  const at = { item_id: "msg_1", output_index, content_index: 0 };
  const text = texts.join("");
  const item = { id: "msg_1", type: "message", role: "assistant", status: "in_progress", content: [] };
  return [
    { type: "response.output_item.added", output_index, item },
    { type: "response.content_part.added", ...at, part: outputText("") },
    ...texts.map((delta) => ({
      type: "response.output_text.delta",
      ...at,
      delta,
      logprobs: [{ token: delta }],
    })),
    { type: "response.output_text.done", ...at, text, logprobs: [{ token: text }] },
    { type: "response.content_part.done", ...at, part: outputText(text) },
    { type: "response.output_item.done", output_index, item: outputMessage(text) },
  ];
}

/** The events of a call whose arguments come in these pieces. */
export function callEvents(name: string, pieces: readonly string[], output_index = 0): ResponseEvent[] {
  const at = { item_id: "fc_1", output_index };
  const text = pieces.join("");
  const item = { ...functionCall(name, ""), status: "in_progress" };
  return [
    { type: "response.output_item.added", output_index, item },
    ...pieces.map((delta) => ({ type: "response.function_call_arguments.delta", ...at, delta })),
    { type: "response.function_call_arguments.done", ...at, name, arguments: text },
    { type: "response.output_item.done", output_index, item: functionCall(name, text) },
  ];
}

/** A whole stream; `output` is what the upstream's last snapshot holds. */
export function responseStream(
  events: readonly ResponseEvent[],
  output: readonly object[],
  more: object = {},
): string[] {
  const empty = aResponse([], { status: "in_progress", usage: null, ...more });
  return [
    responseEvent({ type: "response.created", response: empty }),
    responseEvent({ type: "response.in_progress", response: empty }),
    ...events.map(responseEvent),
    responseEvent({ type: "response.completed", response: aResponse(output, more) }),
  ];
}
