import { authorityClaim } from "./authority-claim.ts";
import { delimiterBreak } from "./delimiter-break.ts";
import { encodedInstruction } from "./encoded-instruction.ts";
import { exfiltrationRequest } from "./exfiltration-request.ts";
import { instructionInData } from "./instruction-in-data.ts";
import { instructionOverride } from "./instruction-override.ts";
import { manyShot } from "./many-shot.ts";
import { payloadSplitting } from "./payload-splitting.ts";
import { persona } from "./persona.ts";
import { promptExtraction } from "./prompt-extraction.ts";
import { refusalSuppression } from "./refusal-suppression.ts";
import { roleMarker } from "./role-marker.ts";
import { toolPoisoning } from "./tool-poisoning.ts";
import type { StructuralRule } from "./rule.ts";

export type { StructuralRule } from "./rule.ts";

/** In the order in which their signals are given. */
export const structuralRules: readonly StructuralRule[] = [
  instructionOverride,
  promptExtraction,
  instructionInData,
  roleMarker,
  persona,
  authorityClaim,
  refusalSuppression,
  delimiterBreak,
  manyShot,
  encodedInstruction,
  payloadSplitting,
  exfiltrationRequest,
  toolPoisoning,
];
