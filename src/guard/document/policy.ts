import type {
  ContentStorage,
  Attachment,
  BudgetDocument,
  DetectorDocument,
  PolicyException,
} from "./policy-schema.ts";
import type { JsonValue, PolicyStamp, Stage } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import type { Path } from "../../formats/index.ts";
import type { RuleDocument } from "./rule-schema.ts";
import type { TestDocument } from "./test-schema.ts";

/** A part of a policy that came from a place in a file. */
export type PolicyItem = object;

/** A policy as a whole: everything it inherits is merged in. Data only; `preparePolicy` makes it run. */
export interface Policy {
  readonly stamp: PolicyStamp;
  readonly description: string;
  readonly owner: string;
  /** The files it was read from, its own last. */
  readonly files: readonly string[];
  readonly acceptableUse?: {
    readonly document: string;
    readonly version?: string | undefined;
    readonly clauses: readonly { readonly id: string; readonly text: string }[];
  };
  readonly detectors: ReadonlyMap<string, DetectorDocument>;
  readonly tools?: JsonValue;
  readonly splitting: {
    readonly turns: number;
    readonly characters: number;
    readonly detectors: readonly string[];
  };
  readonly rules: readonly RuleDocument[];
  readonly ruleSets: ReadonlyMap<string, readonly string[]>;
  readonly attachments: readonly Attachment[];
  readonly budgets: readonly BudgetDocument[];
  readonly exceptions: readonly PolicyException[];
  readonly exceptionsAtMostDays: number;
  readonly content: Readonly<Partial<Record<Stage, ContentStorage>>>;
  readonly keys: { readonly hash?: string; readonly vault?: string; readonly content?: string };
  readonly tests: readonly TestDocument[];
  /** What stands under `gateway` in the policy's own file, unread. */
  readonly gateway?: JsonValue;
  /** Where a part of the policy stands. */
  place(item: PolicyItem, path?: Path, of?: "value" | "key"): Place;
}
