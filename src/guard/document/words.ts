import { z } from "zod";

/** Lower-case words joined by `-`, `.` or `/`: ids of rules, detectors and clauses. */
export const id = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._/-]{0,118}[a-z0-9])?$/, "lower-case words joined by `-`, `.` or `/`");

/** A word with `*` for any run of characters. */
export const glob = z.string().min(1).max(200);

/** One sentence or paragraph for a person. */
export const sentence = z.string().min(1).max(2000);

/** What identifies somebody or something: a team, a key, a model, a principal. */
export const name = z.string().min(1).max(500);

export const list = <Item extends z.ZodType>(item: Item): z.ZodArray<Item> => z.array(item).min(1).max(1000);

/** `env:NAME` or `file:PATH`: never the secret itself. */
export const secretReference = z
  .string()
  .max(1000)
  .regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, "`env:NAME` or `file:PATH`");

/** Settings that belong to somebody else's schema. */
export const json = z.json();
