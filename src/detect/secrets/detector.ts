import type { Detector, Signal } from "../../contracts/index.ts";
import { findSecrets, heldFrom } from "./find-secrets.ts";
import { lookBehind, maxSpan } from "./rule.ts";

/**
 * Finds keys, tokens and passwords by the shapes and checksums that their makers document, and values
 * that are assigned to names such as `api_key`. The rules are data: one file a provider under `rules/`.
 *
 * The score is how sure it is to be a secret that someone could use: 1 with a passed checksum; 0.9 for a
 * shape hardly anything else has; 0.75 for a shape beside its provider's name; 0.55 for a value that only
 * its name and its randomness betray; up to 0.1 more where the words before speak of secrets.
 *
 * Each decision rests on the secret, the 64 units before it and the one behind it, never on other
 * findings, so that a stream finds what the whole text would.
 */
export const detector: Detector = {
  id: "secrets",
  version: "1.0.0",
  about: "Keys, tokens, passwords and private keys.",
  stages: ["input", "document", "tool-definition", "tool-call", "tool-result", "output"],
  maxSpan,
  reads: "decoded",
  lookBehind,
  hold: heldFrom,
  inspect({ text }) {
    return findSecrets(text).map(({ rule, start, end, score, validated }): Signal => ({
      detector: "secrets",
      rule: rule.id,
      category: "secret",
      score,
      start,
      end,
      why: `${rule.about}.`,
      ...(validated ? { validated } : {}),
    }));
  },
};
