import type { JsonValue, SecretReader, SessionContext, Surface } from "../../contracts/index.ts";
import { targetErrors } from "../errors.ts";
import type { Redactor } from "../transport/redactor.ts";
import { parseTemplate, type Template, type Variable, variablesOf } from "./template.ts";

/** What the variables of a template stand for, at one moment of one conversation. */
export interface Values {
  readonly text?: string;
  readonly session: string;
  readonly seed: number;
  readonly principal: string;
  readonly surface?: Surface;
  /** The whole conversation so far, for targets that are sent all of it. */
  readonly messages?: readonly JsonValue[];
  readonly secrets: ReadonlyMap<string, string>;
  readonly captured: ReadonlyMap<string, string>;
}

/** The values of a conversation that do not change from turn to turn. */
export function sessionValues(
  context: Pick<SessionContext, "sessionId" | "seed" | "principal">,
  secrets: ReadonlyMap<string, string>,
): Values {
  return {
    session: context.sessionId,
    seed: context.seed,
    principal: context.principal.id,
    secrets,
    captured: new Map(),
  };
}

/** The text of one variable; undefined for a captured value that may be absent and is. */
export function textOf(variable: Variable, optional: boolean, values: Values): string | undefined {
  switch (variable.kind) {
    case "session":
      return values.session;
    case "seed":
      return String(values.seed);
    case "principal":
      return values.principal;
    case "text":
      return values.text ?? "";
    case "surface":
      return values.surface ?? "";
    case "messages":
      return JSON.stringify(values.messages ?? []);
    case "secret":
      return secretOf(variable.reference, values);
    case "captured": {
      const value = values.captured.get(variable.name);
      if (value === undefined && !optional) {
        throw targetErrors.notCaptured(`\`captured.${variable.name}\` has no value yet.`);
      }
      return value;
    }
    default:
      return variable satisfies never;
  }
}

function secretOf(reference: string, values: Values): string {
  const value = values.secrets.get(reference);
  if (value === undefined) throw targetErrors.badConfiguration(`The secret \`${reference}\` was not read.`);
  return value;
}

/** Fills a template whose parts are each written by `encode`. */
export function fill(template: Template, values: Values, encode: (text: string) => string): string {
  return template
    .map((part) =>
      part.kind === "literal" ? part.text : encode(textOf(part.variable, part.optional, values) ?? ""),
    )
    .join("");
}

/**
 * Reads every secret a configuration refers to in its templates, once and before the first request,
 * so that a wrong reference is known at once. Each becomes known to the redactor.
 */
export async function readSecrets(
  config: unknown,
  secrets: SecretReader,
  redactor: Redactor,
): Promise<ReadonlyMap<string, string>> {
  const references = new Set<string>();
  collect(config, references);
  const values = new Map<string, string>();
  for (const reference of references) {
    const value = await secrets(reference);
    redactor.add(value);
    values.set(reference, value);
  }
  return values;
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === "string" && value.includes("{{secret:")) {
    for (const variable of variablesOf(parseTemplate(value))) {
      if (variable.kind === "secret") into.add(variable.reference);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) collect(child, into);
  }
}
