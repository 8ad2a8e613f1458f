import { z } from "zod";
import {
  guardActions,
  ruleModes,
  stages,
  type GuardAction,
  type GuardedExchange,
  type GuardedRequest,
  type GuardedResponse,
  type Part,
  type Role,
  type Stage,
  type StoredContent,
} from "../../contracts/index.ts";
import { parseJson } from "../../formats/index.ts";
import { guardErrors } from "../errors.ts";

/** One recorded exchange, or why it cannot be replayed. */
export type Recorded =
  | {
      readonly kind: "exchange";
      readonly id: string;
      /** Milliseconds since the epoch. */
      readonly at: number;
      readonly request: GuardedRequest;
      readonly response?: GuardedResponse;
      /** What was decided then. */
      readonly decided?: GuardAction;
      readonly rules?: readonly string[];
    }
  | { readonly kind: "not-replayable"; readonly id: string; readonly reason: NotReplayable };

export const notReplayable = [
  "content-not-stored",
  "content-incomplete",
  "content-hashed",
  "content-redacted",
  "content-encrypted",
] as const;
export type NotReplayable = (typeof notReplayable)[number];

const principal = z.object({ id: z.string(), role: z.string().optional(), verified: z.boolean() });
const stored = z.object({
  part: z.string(),
  stage: z.enum(stages),
  kept: z.enum(["hmac", "redacted", "full", "encrypted"]),
  value: z.string(),
});
const recordSchema = z.object({
  schemaVersion: z.literal("bartizan.decision/v1"),
  id: z.string(),
  at: z.string(),
  session: z.string().optional(),
  direction: z.enum(["request", "response", "exchange"]),
  route: z.string(),
  principal,
  virtualKey: z.string().optional(),
  team: z.string().optional(),
  decision: z.object({
    action: z.enum(guardActions),
    hits: z
      .array(
        z.object({ rule: z.string(), mode: z.enum(ruleModes).optional(), excepted: z.unknown().optional() }),
      )
      .default([]),
    signals: z.array(z.object({ part: z.string() })).default([]),
  }),
  attributes: z.record(z.string(), z.unknown()).default({}),
  content: z.array(stored),
});

const role = z.enum(["system", "user", "assistant", "tool", "document"]);
const toolCall = z.object({ id: z.string(), name: z.string(), arguments: z.string() });
const part = z.object({
  at: z.string(),
  stage: z.enum(stages),
  role,
  text: z.string(),
  source: z.string().optional(),
  toolCall: toolCall.optional(),
});
const tool = z.object({
  name: z.string(),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.json()).optional(),
});
const features = z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]));
const exchangeSchema = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  request: z.object({
    exchange: z.object({
      id: z.string(),
      principal,
      session: z.string().optional(),
      virtualKey: z.string().optional(),
      team: z.string().optional(),
      route: z.string(),
      model: z.string().optional(),
      tags: z.array(z.string()).default([]),
      dataClasses: z.array(z.string()).default([]),
      address: z.string().optional(),
      context: z
        .object({
          instructions: z.array(z.string()).default([]),
          canaries: z.array(z.string()).default([]),
          userTexts: z.array(z.string()).default([]),
          tools: z.array(tool).default([]),
        })
        .prefault({}),
    }),
    parts: z.array(part),
    tools: z.array(tool).default([]),
    features: z.array(features).optional(),
    bytes: z.number().default(0),
  }),
  response: z
    .object({
      parts: z.array(part),
      predictions: z.array(z.array(z.number())).optional(),
      bytes: z.number().default(0),
    })
    .optional(),
});

/**
 * Reads one line: a decision record (`bartizan.decision/v1`) or an exchange (`{request, response?, at?}`, as the
 * guard takes it). A record can be replayed only where its policy kept the texts whole.
 *
 * @param open turns content that was kept encrypted back into text
 * @throws GUARD_RECORDS_UNREADABLE, FORMATS_*
 */
export function readRecorded(
  text: string,
  line: number,
  open?: (sealed: StoredContent) => string | undefined,
): Recorded {
  const value = parseJson(text);
  const isRecord = typeof value === "object" && value !== null && "schemaVersion" in value;
  const parsed = isRecord ? recordSchema.safeParse(value) : exchangeSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") ?? "";
    throw guardErrors.recordsUnreadable(`Line ${line}${where === "" ? "" : `, ${where}`}: not as expected.`, {
      line,
    });
  }
  return "request" in parsed.data ? fromExchange(parsed.data) : fromRecord(parsed.data, open);
}

function fromExchange({ at, request, response }: z.output<typeof exchangeSchema>): Recorded {
  // Safe: the schema has checked it; what is absent is absent, not undefined (`compact`).
  return compact({
    kind: "exchange" as const,
    id: request.exchange.id,
    at: at === undefined ? 0 : Date.parse(at),
    request: compact({ ...request, exchange: compact(request.exchange), parts: request.parts.map(compact) }),
    response:
      response === undefined ? undefined : compact({ ...response, parts: response.parts.map(compact) }),
  }) as Recorded;
}

/** Without the members that are undefined. */
function compact<Value extends object>(value: Value): Value {
  // Safe: only members that are undefined, and thus optional, are left out.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Value;
}

function fromRecord(
  record: z.output<typeof recordSchema>,
  open: ((sealed: StoredContent) => string | undefined) | undefined,
): Recorded {
  const { id, content, decision, direction } = record;
  const fail = (reason: NotReplayable): Recorded => ({ kind: "not-replayable", id, reason });
  if (content.length === 0) return fail("content-not-stored");
  const asked: Part[] = [];
  const answered: Part[] = [];
  for (const one of content) {
    const { part: at, stage, kept, value } = one;
    if (kept === "hmac") return fail("content-hashed");
    if (kept === "redacted") return fail("content-redacted");
    const text = kept === "full" ? value : open?.(one);
    if (text === undefined) return fail("content-encrypted");
    const list = isAnswer(direction, stage, at) ? answered : asked;
    list.push({ at, stage, role: speakerOf[stage], text });
  }
  const known = new Set(content.map(({ part: at }) => at));
  if (decision.signals.some(({ part: at }) => at !== "" && !known.has(at))) return fail("content-incomplete");
  const model = record.attributes["gen_ai.request.model"];
  const { session, virtualKey, team, route } = record;
  const exchange = compact({
    id,
    principal: compact(record.principal),
    session,
    virtualKey,
    team,
    route,
    model: typeof model === "string" ? model : undefined,
    tags: [],
    dataClasses: [],
    context: {
      instructions: [],
      canaries: [],
      userTexts: asked.filter(({ stage }) => stage === "input").map(({ text }) => text),
      tools: [],
    },
  }) as GuardedExchange;
  return {
    kind: "exchange",
    id,
    at: Date.parse(record.at) || 0,
    request: { exchange, parts: asked, tools: [], bytes: sizeOf(asked) },
    ...(answered.length === 0 ? {} : { response: { parts: answered, bytes: sizeOf(answered) } }),
    decided: decision.action,
    rules: decision.hits
      .filter(({ mode, excepted }) => (mode ?? "enforce") === "enforce" && excepted === undefined)
      .map(({ rule }) => rule),
  };
}

/** What the model said. In a record of a whole exchange, tool calls of the history stand among the messages. */
function isAnswer(direction: "request" | "response" | "exchange", stage: Stage, at: string): boolean {
  if (direction !== "exchange") return direction === "response";
  return stage === "output" || (stage === "tool-call" && !/^\/(?:messages|input)\//.test(at));
}

const speakerOf: Readonly<Record<Stage, Role>> = {
  input: "user",
  document: "document",
  "tool-definition": "system",
  "tool-call": "assistant",
  "tool-result": "tool",
  output: "assistant",
};

const sizeOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
