import { z } from "zod";
import { BartizanError } from "../../errors/index.ts";
import { jsonPath } from "../../formats/index.ts";
import { parseTemplate, type TemplatePart } from "../template/template.ts";

/** Runs a check that throws our errors and hands its sentence to the schema. */
function refuse(check: () => void, add: (message: string) => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    add(`${error.message} ${error.remedy}`);
  }
}

/** A JSON path of the supported subset, such as `$.reply.text`. */
export const pathField = z.string().superRefine((value, context) =>
  refuse(
    () => jsonPath(value),
    (message) => context.addIssue(message),
  ),
);

/** A text in which `{{…}}` variables are filled in. */
export const templateField = z
  .string()
  .max(100_000)
  .superRefine((value, context) =>
    refuse(
      () => parseTemplate(value),
      (message) => context.addIssue(message),
    ),
  );

/** A secret by reference. The value itself has no place in a manifest. */
export const secretField = z
  .string()
  .regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, "A secret is given as `env:NAME` or `file:PATH`.");

/** A name that a capture stores its value under. */
export const captureName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,60}$/);

/** An HTTP header name (RFC 9110 token). */
export const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, "This is not a header name.");

const schemes = { http: ["http:", "https:"], ws: ["ws:", "wss:"] } as const;

/**
 * The URL of a request. Scheme, host and port stand in the manifest as they are, so that the list of
 * hosts we may contact is known beforehand; variables may stand in path and query.
 * A URL that starts with `/` is taken from the target's `base_url`.
 */
export const urlField = (family: keyof typeof schemes): z.ZodType<string, string> =>
  templateField.superRefine((value, context) => {
    const wrong = urlProblem(value, schemes[family]);
    if (wrong !== undefined) context.addIssue(wrong);
  });

function urlProblem(value: string, allowed: readonly string[]): string | undefined {
  let parts: readonly TemplatePart[];
  try {
    parts = parseTemplate(value);
  } catch {
    return undefined;
  }
  const head = parts[0];
  const literal = head?.kind === "literal" ? head.text : "";
  if (value.includes("#")) return "A request URL has no fragment (`#…`).";
  if (literal.startsWith("/") && !literal.startsWith("//") && !literal.startsWith("/\\")) return undefined;
  return absoluteProblem(literal, parts.length > 1, allowed);
}

function absoluteProblem(
  literal: string,
  continues: boolean,
  allowed: readonly string[],
): string | undefined {
  if (!URL.canParse(literal)) return `A URL starts with ${allowed.join("//… or ")}//… or with \`/\`.`;
  const url = new URL(literal);
  if (!allowed.includes(url.protocol)) return `A URL here starts with ${allowed.join("//… or ")}//….`;
  if (url.username !== "" || url.password !== "") return "Credentials do not belong in a URL.";
  const authority = literal.slice(literal.indexOf("://") + 3);
  if (continues && !/[/?]/.test(authority)) return "Variables may stand in path and query, not in the host.";
  return undefined;
}

/** Plain JSON, as YAML or JSON files hold it. */
export const jsonField = z.json();
