import type { Signal } from "../../../contracts/index.ts";
import { detectors } from "../../../detect/index.ts";

const detector = detectors.find(({ id }) => id === "secrets");

/** Below this, it may as well be a digest or an identifier. */
const leastScore = 0.6;

/** Keys, tokens and passwords that look real: placeholders and examples of documentation are let go. */
export const secretsIn = (text: string): readonly Signal[] =>
  detector
    ?.inspect({ stage: "document", role: "user", text })
    .filter(({ score, rule }) => score >= leastScore && rule !== "generic-password") ?? [];
