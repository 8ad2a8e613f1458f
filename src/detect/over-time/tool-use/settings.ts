import { z } from "zod";
import { compileSchema, jsonPath } from "../../../formats/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import type { JsonValue } from "../../../contracts/index.ts";
import { overTimeErrors } from "../errors.ts";
import { fieldAt, readSettings } from "../settings.ts";
import { compileSearch } from "./search.ts";

/** What a tool does to the world outside the conversation. */
export const effects = [
  "money",
  "communicate",
  "network",
  "write",
  "delete",
  "execute",
  "read-personal",
  "read-secret",
] as const;
export type ToolEffect = (typeof effects)[number];

const name = z.string().min(1).max(64);
const names = z.array(name).min(1).max(100);
const count = z.int().min(1).max(1_000_000);

const condition = z.strictObject({
  /** JSON path into the arguments, such as `$.to` or `$.files[*].path`. */
  path: z.string().min(1).max(300),
  /** Whether the path must lead somewhere. */
  required: z.boolean().default(false),
  /** The call is refused when one of the values does fit, not when one does not. */
  deny: z.boolean().default(false),
  equals: z.json().optional(),
  oneOf: z.array(z.json()).min(1).max(1000).optional(),
  glob: names.optional(),
  /** RE2; the whole value where allowed, anywhere in it where denied. */
  pattern: z.string().min(1).max(1000).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Most characters. */
  maxLength: count.optional(),
  /** Hosts of http(s) addresses: `example.com`, or `*.example.com` for every host below it. */
  hosts: z
    .array(z.string().regex(/^(?:\*\.)?[a-z0-9.-]+$/u, "a host in lower case, or `*.` and a host"))
    .min(1)
    .max(1000)
    .optional(),
  /** The value stands, as a word of its own, in something the user wrote. */
  inUserText: z.literal(true).optional(),
});
export type ConditionSettings = z.output<typeof condition>;

const tool = z.strictObject({
  /** The tools this is about; several entries may be about the same one, and all hold. */
  name: z.union([name, names]).transform((one) => (typeof one === "string" ? [one] : one)),
  effects: z.array(z.enum(effects)).max(8).default([]),
  /** Whether what it returns is written by nobody outside; results of others taint the session. */
  trusted: z.boolean().default(false),
  /** What kinds of data its results carry. */
  dataClasses: names.default([]),
  cost: z.number().min(0).max(1e9).default(0),
  arguments: z.array(condition).max(100).default([]),
  /** JSON Schema of the arguments. */
  schema: z.json().optional(),
  /** Tools that must have returned before in the session. */
  before: names.optional(),
  /** Most calls in a session. */
  most: count.optional(),
  /** Whether the same call again and again is how it is used (asking for a state). */
  mayRepeat: z.boolean().default(false),
});

const flow = z.strictObject({
  id: z
    .string()
    .max(40)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "an id is kebab-case"),
  after: z.strictObject({
    /** Globs of tools; `untrusted`: every tool not called trusted, and documents; `document`: documents. */
    source: names.default(["untrusted"]),
    dataClass: name.optional(),
  }),
  deny: z
    .strictObject({ effects: z.array(z.enum(effects)).min(1).optional(), tools: names.optional() })
    .refine(
      ({ effects, tools }) => effects !== undefined || tools !== undefined,
      "it needs `effects` or `tools`",
    ),
  unless: z
    .strictObject({
      /** All of them hold, and each leads somewhere. */
      arguments: z.array(condition).min(1).max(20).optional(),
      /** A tool that asks a person returned exactly this; it counts for one call. */
      approval: z.strictObject({ tool: name, says: z.string().min(1).max(200) }).optional(),
    })
    .optional(),
});
export type FlowSettings = z.output<typeof flow>;

export const toolPolicySchema = z.strictObject({
  /** Which tools may be called that neither `allow` nor `tools` names: none, those the client declares, or all. */
  unknown: z.enum(["deny", "declared", "allow"]).default("deny"),
  allow: names.optional(),
  deny: names.optional(),
  /** Whether arguments are held against the JSON Schema the client declared the tool with. */
  definitions: z.enum(["check", "ignore"]).default("check"),
  tools: z.array(tool).max(200).default([]),
  flows: z.array(flow).max(32).default([]),
  limits: z
    .strictObject({
      /** Most calls in a session. */
      calls: count.optional(),
      /** Most cost of all calls in a session, in the unit of the tools' `cost`. */
      cost: z.number().min(0).optional(),
      /** How often the same call with the same arguments may come among the last 32. */
      repeats: z.int().min(1).max(16).default(5),
      /** How often two calls may follow each other in turn. */
      pingPong: z.int().min(1).max(15).default(3),
    })
    .prefault({}),
});
export type ToolPolicySettings = z.output<typeof toolPolicySchema>;

/**
 * Reads `tools:` of a policy.
 * @throws BartizanError with the field and what to do: shape, paths, patterns, schemas, ids used twice
 */
export function readToolPolicy(settings: JsonValue): ToolPolicySettings {
  const read = readSettings(toolPolicySchema, settings);
  read.tools.forEach(({ arguments: conditions, schema }, i) => {
    proveConditions(conditions, ["tools", i, "arguments"]);
    if (schema !== undefined) prove(["tools", i, "schema"], () => compileSchema(schema));
  });
  const seen = new Set<string>();
  read.flows.forEach(({ id, unless }, i) => {
    if (seen.has(id))
      throw overTimeErrors.badValue(`The flow \`${id}\` is there twice.`, fieldAt(["flows", i, "id"]));
    seen.add(id);
    if (unless !== undefined && unless.arguments === undefined && unless.approval === undefined)
      throw overTimeErrors.missingField(
        `\`unless\` of the flow \`${id}\` is empty; it needs \`arguments\` or \`approval\`.`,
        fieldAt(["flows", i, "unless"]),
      );
    proveConditions(unless?.arguments ?? [], ["flows", i, "unless", "arguments"]);
  });
  return read;
}

function proveConditions(conditions: readonly ConditionSettings[], path: readonly (string | number)[]): void {
  conditions.forEach(({ path: where, pattern, ...rest }, i) => {
    prove([...path, i, "path"], () => jsonPath(where));
    if (pattern !== undefined) prove([...path, i, "pattern"], () => compileSearch(pattern));
    const asked = [
      pattern,
      rest.equals,
      rest.oneOf,
      rest.glob,
      rest.min,
      rest.max,
      rest.maxLength,
      rest.hosts,
      rest.inUserText,
    ];
    if (!rest.required && asked.every((one) => one === undefined))
      throw overTimeErrors.missingField(
        `The condition on \`${where}\` says nothing; it needs \`oneOf\`, \`glob\`, \`pattern\`, \`hosts\`, \`inUserText\` or the like.`,
        fieldAt([...path, i]),
      );
  });
}

/** Runs a compiler of another room, so that what it refuses carries the place in the policy too. */
function prove(path: readonly (string | number)[], compile: () => unknown): void {
  try {
    compile();
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    const { field } = fieldAt(path);
    throw overTimeErrors.badValue(
      `${field}: ${error.message}`,
      { field },
      { cause: error, remedy: error.remedy },
    );
  }
}
