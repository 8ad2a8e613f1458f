import { z } from "zod";
import { authentication, authorisation } from "./component.ts";
import { flowId, id, ids, line, prose, instant, word } from "./words.ts";

/** `flows:` – what travels from where to where. The three marks count as false where they are left out. */
export const flowSchema = z.strictObject({
  id: flowId,
  from: id,
  to: id,
  data: ids,
  /** Somebody outside our control has written (part of) it. */
  untrusted: z.boolean().optional(),
  authn: authentication.optional(),
  authz: authorisation.optional(),
  redaction: z.enum(["none", "partial", "masked", "tokenised"]).optional(),
  tool_call: z.boolean().optional(),
  model_output: z.boolean().optional(),
  note: line.optional(),
});

/** `controls:` – what is done about threats. Without a passing test a control counts as absent. */
export const controlSchema = z.strictObject({
  id,
  /** The mitigation it is, in the words of the threat rules. */
  kind: word,
  /** Components, flows, or `sys` for the whole system. */
  on: z.array(flowId).max(1000),
  enforced: z.enum(["outside-model", "inside-model", "process"]),
  test: word.optional(),
  last_result: z.strictObject({ run_id: word, pass: z.boolean(), at: instant }).optional(),
  note: line.optional(),
});

export const assumptionSchema = z.strictObject({
  id,
  text: prose,
  owner: line.optional(),
  /** How one would find out that it no longer holds. */
  check: line.optional(),
});

export type Flow = z.output<typeof flowSchema>;
export type Control = z.output<typeof controlSchema>;
