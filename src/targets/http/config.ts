import { z } from "zod";
import { commonFields } from "../config/common.ts";
import { captureName, headerName, jsonField, pathField, templateField, urlField } from "../config/fields.ts";
import { bodyFields, requestSchema } from "../config/request.ts";

/** Where a value to be remembered stands in an answer. */
const captureSchema = z.union([
  z.strictObject({ json: pathField }),
  z.strictObject({ header: headerName }),
  z.strictObject({ cookie: z.string().min(1) }),
  /** The `value` of `<input name="…">`. */
  z.strictObject({ html_input: z.string().min(1) }),
  /** The `content` of `<meta name="…">`. */
  z.strictObject({ html_meta: z.string().min(1) }),
]);
const capturesField = z.record(captureName, captureSchema).optional();

/** A request whose answer is only needed for what it captures and for its cookies. */
const stepSchema = z.strictObject({ request: requestSchema, capture: capturesField });

const conditionSchema = z.strictObject({
  path: pathField,
  equals: z.union([jsonField, z.array(jsonField)]).describe("One value, or a list of which one must match"),
});

const usageSchema = z.strictObject({ input: pathField, output: pathField });

const replySchema = z.discriminatedUnion("format", [
  z.strictObject({
    format: z.literal("json"),
    path: pathField,
    usage: usageSchema.optional(),
    model: pathField.optional(),
    /** An intermediary's refusal (a filter in front of the component). */
    blocked_when: conditionSchema.optional(),
    /** An error told with status 200. */
    error_when: conditionSchema.optional(),
    tool_calls: z
      .strictObject({
        path: pathField,
        name: pathField.default("$.name"),
        arguments: pathField.default("$.arguments"),
      })
      .optional(),
  }),
  z.strictObject({ format: z.literal("text") }),
  z.strictObject({
    format: z.literal("sse"),
    /** Where the piece of text stands in the JSON of each event; without it the data is the text. */
    path: pathField.optional(),
    /** Only events of this name carry text. */
    event: z.string().optional(),
    /** The data that ends the answer, such as `[DONE]`. */
    until: z.string().optional(),
  }),
]);

const pollSchema = z.strictObject({
  request: requestSchema,
  every_ms: z.int().min(1).max(600_000).default(500),
  max_polls: z.int().min(1).max(10_000).default(120),
  until: conditionSchema,
  failed_when: conditionSchema.optional(),
});

const webSocketSchema = z.strictObject({
  url: urlField("ws"),
  headers: z.record(headerName, templateField).optional(),
  protocols: z.array(z.string()).optional(),
  send: z.strictObject(bodyFields).refine((body) => (body.json === undefined) !== (body.text === undefined), {
    message: "Give one of `json` and `text`.",
  }),
  /** Where the text stands in each message; without it the message is the text. */
  path: pathField.optional(),
  /** Only messages that meet this carry text. */
  only_when: conditionSchema.optional(),
  /** The message that ends the answer. Without it the first message with text is the answer. */
  until: conditionSchema.optional(),
  capture: z.record(captureName, z.strictObject({ json: pathField })).optional(),
});

/** A target behind HTTP or a WebSocket, described by templates. */
export const httpSchema = z
  .strictObject({
    kind: z.literal("http"),
    ...commonFields,
    base_url: urlField("http")
      .refine((url) => !url.includes("{{") && !url.startsWith("/"), {
        message: "`base_url` is a complete URL without variables.",
      })
      .optional(),
    login: z
      .strictObject({
        /** `session`: every conversation signs in for itself. `target`: one sign-in is shared. */
        per: z.enum(["session", "target"]).default("session"),
        steps: z.array(stepSchema).min(1).max(20),
      })
      .optional(),
    /** Requests that start a conversation, such as one that answers with its id. */
    start: z.array(stepSchema).max(20).optional(),
    request: requestSchema.optional(),
    reply: replySchema.optional(),
    /** Taken from every answer, for use in the next turn. */
    capture: capturesField,
    poll: pollSchema.optional(),
    websocket: webSocketSchema.optional(),
  })
  .superRefine((value, context) => {
    if ((value.request === undefined) === (value.websocket === undefined)) {
      context.addIssue("Give one of `request` and `websocket`.");
    }
    if (value.request !== undefined && value.reply === undefined) {
      context.addIssue({ code: "custom", message: "Say where the answer stands.", path: ["reply"] });
    }
    if (value.poll !== undefined && value.request === undefined) {
      context.addIssue({ code: "custom", message: "`poll` goes with `request`.", path: ["poll"] });
    }
  });

export type HttpConfig = z.output<typeof httpSchema>;
export type CaptureConfig = z.output<typeof captureSchema>;
export type Captures = Readonly<Record<string, CaptureConfig>>;
export type Condition = z.output<typeof conditionSchema>;
export type StepConfig = z.output<typeof stepSchema>;
export type ReplyConfig = z.output<typeof replySchema>;
export type WebSocketConfig = z.output<typeof webSocketSchema>;
