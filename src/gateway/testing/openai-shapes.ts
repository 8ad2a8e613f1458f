/** Bodies as an OpenAI-compatible server writes them. */

const base = { id: "chatcmpl-1", created: 1_700_000_000, model: "model-1" };

export const chatCompletion = (message: object, more: object = {}): object => ({
  ...base,
  object: "chat.completion",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: null, ...message },
      finish_reason: "stop",
      logprobs: null,
    },
  ],
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  ...more,
});

export const chatChunk = (delta: object, finish: string | null = null, index = 0): string =>
  sse({ ...base, object: "chat.completion.chunk", choices: [{ index, delta, finish_reason: finish }] });

export const usageChunk = (prompt: number, completion: number): string =>
  sse({
    ...base,
    object: "chat.completion.chunk",
    choices: [],
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  });

export const sse = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
export const done = "data: [DONE]\n\n";

/** A whole stream that says these texts. */
export const chatStream = (texts: readonly string[]): string[] => [
  chatChunk({ role: "assistant", content: "" }),
  ...texts.map((content) => chatChunk({ content })),
  chatChunk({}, "stop"),
  usageChunk(5, 7),
  done,
];

/** A stream that calls one tool, its arguments in these pieces. */
export const toolStream = (name: string, pieces: readonly string[]): string[] => [
  chatChunk({ role: "assistant", content: null }),
  chatChunk({
    tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name, arguments: "" } }],
  }),
  ...pieces.map((piece) => chatChunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
  chatChunk({}, "tool_calls"),
  done,
];
