import { checks } from "../assess/index.ts";
import type { IntentFacts } from "../contracts/index.ts";

/** What the check knows about an intent; its id alone where no installed corpus has it any more. */
export function describeIntent(check: string, intent: string): IntentFacts {
  return (
    checks.find(({ id }) => id === check)?.describe?.(intent) ?? {
      title: intent,
      remedy: "The corpus that knew this intent is not installed; see the transcripts.",
      references: [],
    }
  );
}
