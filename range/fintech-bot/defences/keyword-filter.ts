import { meaning, sense } from "../understand/lexicon.ts";
import { withoutInvisible } from "../understand/invisible.ts";
import { tokenize } from "../understand/words.ts";
import type { InputDefence } from "./defence.ts";

/**
 * Level 4 only, and the reason why level 4 is no good: it refuses on words that attacks use, whoever uses
 * them and whatever for. Customers who ask what the official number is, or whether a loan can be
 * approved, are turned away with the attackers.
 */
const suspicious = meaning(
  "ignore pretend override bypass jailbreak base64 rot13 decode system_prompt official guarantee guarantees approved binding confirm human idiot stupid phishing urgent verify promised waived switch steal insulted",
);

export const keywordFilter: InputDefence = {
  name: "keyword-filter",
  inspect(text) {
    const tokens = tokenize(withoutInvisible(text));
    const hit = sense(tokens).at(suspicious)[0];
    return hit === undefined ? undefined : `the word "${tokens[hit]?.word ?? ""}"`;
  },
};
