import { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import { headerName, jsonField, templateField, urlField } from "./fields.ts";
import { parseTemplate } from "../template/template.ts";

/** How a variable is written inside a `text` body. */
export const escapeField = z.enum(["none", "json", "xml"]);

/** The bodies a request or a WebSocket message can have; every string in them is a template. */
export const bodyFields = {
  json: jsonField.optional().superRefine((value, context) => {
    const wrong = value === undefined ? undefined : templateProblem(value);
    if (wrong !== undefined) context.addIssue(wrong);
  }),
  text: templateField.optional(),
  escape: escapeField.optional(),
} as const;

/** One HTTP request with `{{…}}` variables, encoded for where they stand. */
export const requestSchema = z
  .strictObject({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
    url: urlField("http"),
    headers: z.record(headerName, templateField).optional(),
    ...bodyFields,
    form: z.record(z.string(), templateField).optional(),
    content_type: z
      .string()
      .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?charset=utf-8)?$/)
      .optional(),
  })
  .superRefine((value, context) => {
    const bodies = [value.json, value.text, value.form].filter((body) => body !== undefined);
    if (bodies.length > 1) context.addIssue("Give one of `json`, `form` and `text`.");
    if (value.escape !== undefined && value.text === undefined) {
      context.addIssue({ code: "custom", message: "`escape` goes with `text`.", path: ["escape"] });
    }
  });

export type RequestConfig = z.output<typeof requestSchema>;

/** What is wrong with the templates in a JSON body, keys included. */
function templateProblem(value: JsonValue): string | undefined {
  if (typeof value === "string") return textProblem(value);
  if (value === null || typeof value !== "object") return undefined;
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value) && key.includes("{{")) return "Variables may stand in values, not in keys.";
    const wrong = child === undefined ? undefined : templateProblem(child);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function textProblem(source: string): string | undefined {
  try {
    const template = parseTemplate(source);
    const hasMessages = template.some(
      (part) => part.kind === "variable" && part.variable.kind === "messages",
    );
    return hasMessages && template.length > 1 ? "`{{messages}}` stands alone, as a whole value." : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "This is not a template.";
  }
}
