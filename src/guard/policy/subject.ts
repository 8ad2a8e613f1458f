import type { GuardedExchange } from "../../contracts/index.ts";
import { globOf } from "../../formats/index.ts";
import type { SubjectConditions } from "../document/subject-schema.ts";

type Fits = (exchange: GuardedExchange) => boolean;

/**
 * Compiles the conditions on whom an exchange is about. Every one must fit; what is absent never fits a word.
 *
 * @param lets whether fitting lets something pass. Then who is named by id or role must be verified, unless
 *   `verified` is written: nobody may claim an exception.
 */
export function subjectMatcher(conditions: SubjectConditions | undefined, lets = false): Fits {
  if (conditions === undefined) return () => true;
  const tests: Fits[] = [];
  const word = (
    globs: readonly string[] | undefined,
    of: (exchange: GuardedExchange) => string | undefined,
  ): void => {
    if (globs === undefined) return;
    const fits = globOf(globs);
    tests.push((exchange) => {
      const value = of(exchange);
      return value !== undefined && fits(value);
    });
  };
  word(conditions.principals, ({ principal }) => principal.id);
  word(conditions.principalRoles, ({ principal }) => principal.role);
  word(conditions.teams, ({ team }) => team);
  word(conditions.keys, ({ virtualKey }) => virtualKey);
  word(conditions.models, ({ model }) => model);
  word(conditions.routes, ({ route }) => route);
  const { tags, verified } = conditions;
  if (tags !== undefined) {
    const fits = globOf(tags);
    tests.push((exchange) => exchange.tags.some(fits));
  }
  const named = conditions.principals !== undefined || conditions.principalRoles !== undefined;
  if (lets && named && verified === undefined) tests.push(({ principal }) => principal.verified);
  if (verified !== undefined) tests.push(({ principal }) => principal.verified === verified);
  return (exchange) => tests.every((test) => test(exchange));
}

/** Whether conditions look at the principal, so that what they say differs between people on one route. */
export function asksForPrincipal(conditions: SubjectConditions | undefined): boolean {
  return (
    conditions !== undefined &&
    (conditions.principals !== undefined ||
      conditions.principalRoles !== undefined ||
      conditions.verified !== undefined)
  );
}
