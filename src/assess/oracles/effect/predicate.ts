import { z } from "zod";
import type { Effect, JsonValue } from "../../../contracts/index.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const conditionSchema = z
  .strictObject({
    /** A field of the effect's detail. */
    field: z.string().min(1),
    equals: scalar.optional(),
    /** True also where the field is absent. */
    not_equals: scalar.optional(),
    one_of: z.array(scalar).min(1).optional(),
    /** Present and different; where the field is absent, nobody can say. */
    other_than: scalar.optional(),
    above: z.union([z.number(), z.string().regex(/^\d+(?:\.\d+)?$/u)]).optional(),
    contains: z.string().min(1).optional(),
  })
  .refine((one) => Object.keys(one).length === 2, "a condition names a field and one comparison");

/** Which effects are meant: by kind, by name where given, and by fields of the detail, all of which must fit. */
export const predicateSchema = z.strictObject({
  kind: z.enum(["tool-call", "record-changed", "message-sent", "host-contacted", "money-moved", "data-read"]),
  name: z.string().min(1).optional(),
  where: z.array(conditionSchema).default([]),
  /** One such effect fails the gate, whatever the rate. */
  critical: z.boolean().default(false),
});

export type Predicate = z.output<typeof predicateSchema>;
type Condition = z.output<typeof conditionSchema>;

/** Kleene's three values: `unknown` where a field that decides is absent. */
export type Truth = "true" | "false" | "unknown";

/** Whether an effect is of the described kind. Says nothing about whether it was executed. */
export function matches(effect: Effect, predicate: Predicate): Truth {
  if (effect.kind !== predicate.kind) return "false";
  if (predicate.name !== undefined && !same(effect.name, predicate.name)) return "false";
  const truths = predicate.where.map((condition) => holds(effect.detail[condition.field], condition));
  if (truths.includes("false")) return "false";
  return truths.includes("unknown") ? "unknown" : "true";
}

function holds(value: JsonValue | undefined, condition: Condition): Truth {
  const { equals, not_equals, one_of, other_than, above, contains } = condition;
  if (equals !== undefined) return truth(same(value, equals));
  if (not_equals !== undefined) return truth(!same(value, not_equals));
  if (one_of !== undefined) return truth(one_of.some((one) => same(value, one)));
  if (other_than !== undefined)
    return value === undefined || value === null ? "unknown" : truth(!same(value, other_than));
  if (above !== undefined) return numberAbove(value, Number(above));
  if (contains !== undefined) return truth(textOf(value).toLowerCase().includes(contains.toLowerCase()));
  return "unknown";
}

/** A ledger may write a number or a yes as text; letter case is no difference. */
const same = (value: JsonValue | undefined, wanted: string | number | boolean): boolean =>
  value !== undefined && textOf(value).toLowerCase() === String(wanted).toLowerCase();

function numberAbove(value: JsonValue | undefined, bound: number): Truth {
  const number =
    typeof value === "number"
      ? value
      : typeof value === "string" && value !== ""
        ? Number(value)
        : Number.NaN;
  return Number.isNaN(number) ? "unknown" : truth(number > bound);
}

const textOf = (value: JsonValue | undefined): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);

const truth = (value: boolean): Truth => (value ? "true" : "false");
