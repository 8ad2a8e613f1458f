import { authorityClaim } from "./authority-claim.ts";
import { instructionInData } from "./instruction-in-data.ts";
import { instructionOverride } from "./instruction-override.ts";
import { persona } from "./persona.ts";
import { promptExtraction } from "./prompt-extraction.ts";
import { refusalSuppression } from "./refusal-suppression.ts";
import { roleMarker } from "./role-marker.ts";
import type { StructuralRule } from "./rule.ts";

export type { Hit, Seen, StructuralRule } from "./rule.ts";

/** In the order in which their signals are given. */
export const structuralRules: readonly StructuralRule[] = [
  instructionOverride,
  promptExtraction,
  instructionInData,
  roleMarker,
  persona,
  authorityClaim,
  refusalSuppression,
];
