import type { IntentFacts } from "../assess/index.ts";
import { intentFacts } from "../assess/index.ts";

/** What the corpora know about an intent; its id alone where a corpus no longer has it. */
export function describeIntent(check: string, intent: string): IntentFacts {
  return (
    intentFacts(check, intent) ?? {
      title: intent,
      remedy: "The corpus that knew this intent is not installed; see the transcripts.",
      references: [],
    }
  );
}
