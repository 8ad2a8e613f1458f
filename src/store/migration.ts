import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/**
 * One step of the schema: a file `migrations/<number>-<name>.ts` that exports it as `migration`. Written
 * once for both databases with Kysely's schema builder. A released migration is never changed.
 */
export interface Migration {
  /** 1, 2, 3, … without gaps. */
  readonly number: number;
  readonly name: string;
  up(db: Kysely<Tables>): Promise<void>;
}
