import type { CueTrack } from "../features/cues.ts";
import { ordersAfter } from "./orders.ts";
import type { Hit, StructuralRule } from "./rule.ts";

/** Tokens that chat formats use to switch roles. */
const tokens = [
  "<|im_start|>system",
  "<|im_end|>\n<|im_start|>",
  "<|start_header_id|>system",
  "<|eot_id|><|start_header_id|>",
  "<|system|>",
  "<|end_of_turn|>",
  "<<SYS>>",
  "[/INST]",
  "<start_of_turn>model",
  "<|endoftext|>",
  "<｜User｜>",
  "### System:",
  "### Instruction:",
] as const;

/**
 * Role names that, at the start of a line and before a colon, claim that another speaker goes on. In small
 * letters they are keys of a configuration.
 */
const speakers =
  /^[\s#*>[\]<|-]{0,8}(?:SYSTEM|System|ADMIN|Admin|ADMINISTRATOR|Administrator|DEVELOPER|Developer|ROOT|Root)(?: (?:[Mm]essage|[Pp]rompt|[Oo]verride|[Nn]ote|[Uu]pdate|[Ii]nstructions?|MESSAGE|PROMPT|OVERRIDE|NOTE|UPDATE|INSTRUCTIONS?))?[\]|>* ]{0,4}:/u;
const names = ["ystem", "YSTEM", "dmin", "DMIN", "eveloper", "EVELOPER", "Root", "ROOT"];

/** A special token alone is talked about; it is an attack where an order follows. */
export const roleMarker: StructuralRule = {
  id: "role-marker",
  category: "prompt-injection",
  why: "It contains marks that pass it off as another speaker, such as the system.",
  score: 0.85,
  find({ text, track }) {
    return specialToken(text, track) ?? speakerLine(text, track);
  },
};

function specialToken(text: string, track: CueTrack): Hit | undefined {
  if (!text.includes("<") && !text.includes("###") && !text.includes("[/")) return undefined;
  for (const token of tokens) {
    const at = text.indexOf(token);
    if (at >= 0 && ordersAfter(track, at + token.length)) return { start: at, end: at + token.length };
  }
  return undefined;
}

function speakerLine(text: string, track: CueTrack): Hit | undefined {
  if (!names.some((name) => text.includes(name))) return undefined;
  let from = 0;
  for (;;) {
    const match = speakers.exec(text.slice(from, from + 64));
    if (match && ordersAfter(track, from + match[0].length))
      return { start: from, end: from + match[0].trimEnd().length };
    const next = text.indexOf("\n", from);
    if (next < 0) return undefined;
    from = next + 1;
  }
}
