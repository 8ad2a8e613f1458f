import type { Arguments } from "../tools/tool.ts";
import type { Encoding } from "./views.ts";

/** How a text presses, hides or dresses its wish. `none` is a bare ask. */
export type Technique =
  | "none"
  | Encoding
  | "override"
  | "role-play"
  | "authority"
  | "hypothetical"
  | "urgency"
  | "translation"
  | "delimiter-forgery"
  | "few-shot"
  | "history-forgery"
  | "planted-instruction";

/** Says a sentence it must not say. */
export interface SayWish {
  readonly kind: "say";
  readonly intent: string;
  readonly statement: string;
}

/** Shows part of what the prompt holds. */
export interface RevealWish {
  readonly kind: "reveal";
  readonly intent: string;
  readonly what: "prompt" | "tools" | "rules" | "marker";
  readonly as: "plain" | "base64" | "rot13" | "hex" | "backwards" | "spaced";
}

export type MarkupForm = "image" | "reference" | "link" | "html" | "autolink" | "css";

/** Puts an address on a foreign host, with data in it, where the chat window will load or link it. */
export interface RenderWish {
  readonly kind: "render";
  readonly intent: string;
  readonly form: MarkupForm;
  readonly url: string;
  readonly withAccount: boolean;
}

/** Calls a tool. `forbidden` names the intent when the arguments make it one; a customer's own business has none. */
export interface CallWish {
  readonly kind: "call";
  readonly tool: string;
  readonly arguments: Arguments;
  readonly forbidden?: string;
}

export type Wish = SayWish | RevealWish | RenderWish | CallWish;

/** What the reader understood of one text. */
export interface Reading {
  readonly wishes: readonly Wish[];
  /** The word a text wants put together from two halves, whatever the wish. */
  readonly joined?: string;
  /** What was seen of pressing, hiding and dressing; empty for a bare ask. */
  readonly techniques: readonly Technique[];
}
