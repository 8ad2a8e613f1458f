import { isForbidden, read } from "../understand/read.ts";
import type { InputDefence } from "./defence.ts";

/**
 * Level 1. Knows the forbidden requests as people plainly write them, on the raw text of the message that
 * opens a conversation. Any dressing or disguise gets past it, and so does everything later in the
 * conversation: the usual fate of a filter that was tuned on plain, single examples.
 */
export const intentBlocklist: InputDefence = {
  name: "intent-blocklist",
  inspect(text, scene, opening) {
    if (!opening) return undefined;
    const { wishes, techniques } = read(text, { scene, strict: false, decode: false });
    const forbidden = wishes.find(isForbidden);
    return forbidden !== undefined && techniques.length === 0
      ? `a plain ${forbidden.kind} request`
      : undefined;
  },
};
