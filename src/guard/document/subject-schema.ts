import { z } from "zod";
import { glob, list, name } from "./words.ts";

/**
 * Whom or what an exchange is about. Every field that is there must fit; of a list, one word must.
 * Words may hold `*`. In exceptions and in `unless`, principals and roles count only where they are verified,
 * unless `verified: false` is written: nobody may claim a way past a rule. Elsewhere a claim counts too.
 */
export const subjectSchema = z.strictObject({
  principals: list(glob).optional(),
  principalRoles: list(glob).optional(),
  /** Whether the identity was proven; `false` asks for a merely claimed one. */
  verified: z.boolean().optional(),
  teams: list(glob).optional(),
  /** Virtual keys, by their digest prefix. */
  keys: list(glob).optional(),
  models: list(glob).optional(),
  routes: list(glob).optional(),
  /** One of them must be among the tags of the exchange. */
  tags: list(glob).optional(),
});

export type SubjectConditions = z.output<typeof subjectSchema>;

/** Kinds of data a route is declared to carry. */
export const dataClasses = list(name);
