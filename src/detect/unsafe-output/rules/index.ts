import type { UnsafeRule } from "../rule.ts";
import { commandRules } from "./commands.ts";
import { markupRules } from "./markup.ts";
import { parserRules } from "./parsers.ts";
import { queryRules } from "./queries.ts";

export const unsafeRules: readonly UnsafeRule[] = [
  ...markupRules,
  ...queryRules,
  ...commandRules,
  ...parserRules,
];
