import { z } from "zod";
import { authentication, authorisation } from "./component.ts";
import { flowId, id, ids, line, prose, instant, word } from "./words.ts";

/** `flows:` – what travels from where to where. The three marks count as false where they are left out. */
export const flowSchema = z.strictObject({
  id: flowId,
  from: id,
  to: id,
  data: ids.describe("The data classes that travel."),
  untrusted: z
    .boolean()
    .optional()
    .describe("Somebody outside our control has written it, or part of it. Left out: false."),
  authn: authentication.optional(),
  authz: authorisation.optional(),
  redaction: z.enum(["none", "partial", "masked", "tokenised"]).optional(),
  tool_call: z.boolean().optional().describe("It is a call of a tool. Left out: false."),
  model_output: z.boolean().optional().describe("A model has written it. Left out: false."),
  note: line.optional(),
});

/** `controls:` – what is done about threats. Without a passing test a control counts as absent. */
export const controlSchema = z.strictObject({
  id,
  kind: word.describe("The mitigation it is, in the words of the threat rules."),
  on: z.array(flowId).max(1000).describe("Components, flows, or `sys` for the whole system."),
  enforced: z.enum(["outside-model", "inside-model", "process"]),
  test: word.optional(),
  last_result: z.strictObject({ run_id: word, pass: z.boolean(), at: instant }).optional(),
  note: line.optional(),
});

export const assumptionSchema = z.strictObject({
  id,
  text: prose,
  owner: line.optional(),
  check: line.optional().describe("How one would find out that it no longer holds."),
});

export type Flow = z.output<typeof flowSchema>;
export type Control = z.output<typeof controlSchema>;
