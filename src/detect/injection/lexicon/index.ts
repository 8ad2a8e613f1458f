import { join } from "node:path";
import { readLexicon } from "./read-lexicon.ts";

export { concepts, conceptNumber, signs, type Concept } from "./concepts.ts";
export { entryKinds, longestSpaceless } from "./read-lexicon.ts";

/** The words of attacks in some thirty languages, by concept. */
export const lexicon = readLexicon(join(import.meta.dirname, "languages"));
