import { z } from "zod";
import { guardActions, riskCategories, stages } from "../../contracts/index.ts";
import { id, json, list, name } from "./words.ts";

const text = z.string().max(200_000);
const role = z.enum(["system", "user", "assistant", "tool", "document"]);
const toolCall = z.strictObject({ name, arguments: text });

const turn = z.strictObject({
  role,
  text: text.optional(),
  /** The tool's name, the document's id. */
  source: name.optional(),
  stage: z.enum(stages).optional(),
  toolCall: toolCall.optional(),
});

/**
 * A test of a policy in the policy's own file: one text or a conversation, and what the guard must do.
 * It is played turn by turn; judged is the last one: as an answer where it is of role assistant, otherwise as part
 * of the request.
 */
export const testSchema = z.strictObject({
  name: z.string().min(1).max(300),
  text: text.optional(),
  role: role.optional(),
  stage: z.enum(stages).optional(),
  source: name.optional(),
  conversation: list(turn).optional(),
  toolCall: toolCall.optional(),
  tools: list(
    z.strictObject({ name, description: text.optional(), parameters: z.record(z.string(), json).optional() }),
  ).optional(),
  features: list(z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]))).optional(),
  canaries: list(name).optional(),
  principal: z
    .strictObject({ id: name, role: name.optional(), verified: z.boolean().default(true) })
    .optional(),
  session: name.optional(),
  team: name.optional(),
  key: name.optional(),
  route: name.optional(),
  model: name.optional(),
  tags: list(name).optional(),
  dataClasses: list(name).optional(),
  bytes: z.int().min(0).optional(),
  /** The time of the test, for exceptions; now where absent. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** What remote detectors are taken to answer for the judged turn: tests never ask anybody. */
  answers: list(
    z.strictObject({
      detector: id,
      rule: id.optional(),
      category: z.enum(riskCategories),
      score: z.number().min(0).max(1).default(1),
    }),
  ).optional(),
  /** What the guard must do. */
  expect: z.enum(guardActions),
  /** What it would have to do if every rule were enforced. */
  wouldBe: z.enum(guardActions).optional(),
  /** The rule that must have fired. */
  rule: id.optional(),
  /** The judged text after redaction, exactly. */
  becomes: text.optional(),
});

export type TestDocument = z.output<typeof testSchema>;
export type TestTurn = z.output<typeof turn>;
