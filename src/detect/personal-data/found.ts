import type { PersonalDataRule } from "./rule.ts";

/** An identifier in a text, before it becomes a signal. */
export interface Found {
  readonly rule: PersonalDataRule;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly validated: boolean;
}
