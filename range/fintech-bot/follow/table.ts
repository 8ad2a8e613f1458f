import type { Technique, Wish } from "../understand/wish.ts";

/** How gullible the model is: `naive` before any hardening (level 0), `hardened` from level 1 on. */
export type Temper = "naive" | "hardened";

/**
 * The probability that the model follows a wish it should not, by the technique that delivers it. Made up,
 * not measured: chosen so that bare asks mostly work on the naive model and hardly on the hardened one,
 * and every technique gets through the hardened one about every other time. With several techniques in
 * one text the strongest counts.
 */
export const followTable: Readonly<Record<Technique, Readonly<Record<Temper, number>>>> = {
  none: { naive: 0.8, hardened: 0.04 },
  override: { naive: 0.9, hardened: 0.45 },
  "role-play": { naive: 0.88, hardened: 0.5 },
  authority: { naive: 0.9, hardened: 0.55 },
  hypothetical: { naive: 0.85, hardened: 0.4 },
  urgency: { naive: 0.88, hardened: 0.4 },
  "encoding-base64": { naive: 0.85, hardened: 0.45 },
  "encoding-rot13": { naive: 0.82, hardened: 0.4 },
  leetspeak: { naive: 0.85, hardened: 0.45 },
  "zero-width": { naive: 0.88, hardened: 0.5 },
  translation: { naive: 0.88, hardened: 0.5 },
  "payload-splitting": { naive: 0.85, hardened: 0.5 },
  "delimiter-forgery": { naive: 0.92, hardened: 0.55 },
  "few-shot": { naive: 0.92, hardened: 0.55 },
  "history-forgery": { naive: 0.92, hardened: 0.55 },
  "planted-instruction": { naive: 0.9, hardened: 0.5 },
};

/** Some kinds of wish are followed a little less readily than a mere sentence. */
export const readiness: Readonly<Record<Wish["kind"], number>> = {
  say: 1,
  reveal: 0.95,
  render: 0.95,
  call: 0.92,
};
