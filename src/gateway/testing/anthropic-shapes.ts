/** Bodies as a server of the Messages API writes them. */

export const message = (content: readonly object[], more: object = {}): object => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "model-1",
  content,
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 5, output_tokens: 7 },
  ...more,
});

export const anthropicEvent = (data: { readonly type: string } & Record<string, unknown>): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

const start = anthropicEvent({
  type: "message_start",
  message: message([], { stop_reason: null, usage: { input_tokens: 5, output_tokens: 1 } }),
});

const end = (stop_reason: string): string[] => [
  anthropicEvent({
    type: "message_delta",
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 7 },
  }),
  anthropicEvent({ type: "message_stop" }),
];

const block = (index: number, content_block: object, deltas: readonly object[]): string[] => [
  anthropicEvent({ type: "content_block_start", index, content_block }),
  ...deltas.map((delta) => anthropicEvent({ type: "content_block_delta", index, delta })),
  anthropicEvent({ type: "content_block_stop", index }),
];

export const textBlock = (index: number, texts: readonly string[]): string[] =>
  block(
    index,
    { type: "text", text: "" },
    texts.map((text) => ({ type: "text_delta", text })),
  );

export const toolBlock = (index: number, name: string, pieces: readonly string[]): string[] =>
  block(
    index,
    { type: "tool_use", id: "toolu_1", name, input: {} },
    pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
  );

/** A whole stream of these blocks. */
export const messageStream = (blocks: readonly (readonly string[])[], stop = "end_turn"): string[] => [
  start,
  anthropicEvent({ type: "ping" }),
  ...blocks.flat(),
  ...end(stop),
];
