import type { Principal, Role, TokenUsage, ToolCall } from "./exchange.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/** Where in an exchange a text stands. */
export const stages = ["input", "document", "tool-definition", "tool-call", "tool-result", "output"] as const;
export type Stage = (typeof stages)[number];

/** What a signal warns of. The guard's rules, the decision records and the SIEM writers all speak of these. */
export const riskCategories = [
  "prompt-injection",
  "jailbreak",
  "hidden-content",
  "secret",
  "personal-data",
  "canary",
  "system-prompt-leak",
  "protected-data-leak",
  "exfiltration",
  "unsafe-output",
  "tool-misuse",
  "resource-abuse",
  "model-theft",
  "evasion",
  "unknown-input",
] as const;
export type RiskCategory = (typeof riskCategories)[number];

/** A tool as the model is told about it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. Comes from the client: hostile. */
  readonly parameters?: JsonObject;
}

/**
 * What else of the exchange a detector may need. One object for all inspections of an exchange, so that a
 * detector may remember by its identity (in a WeakMap) what it prepared from it.
 */
export interface InspectionContext {
  /** Texts that must not come out again: system and developer messages. */
  readonly instructions: readonly string[];
  /** Canary words planted in this session. */
  readonly canaries: readonly string[];
  /** What the user wrote: links found here were given by the user. */
  readonly userTexts: readonly string[];
  readonly tools: readonly ToolDefinition[];
}

export interface Inspection {
  readonly stage: Stage;
  readonly role: Role;
  readonly text: string;
  /** Where the text comes from: the tool's name, the document's id. */
  readonly source?: string;
  readonly principal?: Principal;
  readonly context?: InspectionContext;
}

/** How a text was rendered before a detector saw it; views nest (`base64` inside `normalised`). */
export const viewKinds = [
  "normalised",
  "tag-characters",
  "variation-selectors",
  "zero-width",
  "base64",
  "base32",
  "ascii85",
  "hex",
  "url",
  "html-entities",
  "unicode-escapes",
  "character-codes",
  "rot13",
  "caesar",
  "morse",
  "braille",
  "nato",
  "pig-latin",
  "spaced-letters",
  "leet",
  "reversed",
  "joined",
] as const;
export type ViewKind = (typeof viewKinds)[number];

/** Something a detector saw. Offsets are UTF-16 into the text that was inspected, end exclusive. */
export interface Signal {
  readonly detector: string;
  /** The rule of the detector that fired: stable, kebab-case, and the detector's id where it has only one. */
  readonly rule: string;
  readonly category: RiskCategory;
  /** 0 to 1; what it means is stated by the detector. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
  readonly why: string;
  /** The renderings through which it was seen, outermost first. Absent: in the text as written. */
  readonly view?: readonly ViewKind[];
  /** Whether a checksum or like test was there and was passed. Values that fail theirs give no signal. */
  readonly validated?: boolean;
}

interface Described {
  readonly id: string;
  readonly version: string;
  readonly about: string;
  readonly stages: readonly Stage[];
}

/**
 * Finds signals in a text. Pure, synchronous, linear: work bounded by the bytes given.
 *
 * A folder under `detect/<id>/` whose `detector.ts` exports it as `detector`, with `fixtures.json`
 * holding texts that must and texts that must not give a signal; it does not build otherwise.
 *
 * Streams rest on two laws, held by a property test over all detectors. For every text and every way it
 * may go on: (1) a signal that starts before `hold(text)` is the same in the text and in every longer one;
 * (2) it is also found, or covered by a signal of its rule, when only the last `lookBehind` units before it are
 * given.
 */
export interface Detector extends Described {
  /** The longest stretch of text, in UTF-16 units, one signal can cover. */
  readonly maxSpan: number;
  /**
   * The deepest rendering it should be run on. The runner gives it the text as written and every view
   * up to that depth, and carries the spans back. A detector knows nothing of views.
   */
  readonly reads: "written" | "normalised" | "decoded";
  /** How many units before a signal its decision looks at (a word boundary, context words). */
  readonly lookBehind: number;
  /**
   * The smallest offset from which `text` may still become a signal when more text follows; `text.length`
   * when it cannot. A detector without it does not take part in streams before their end (a classifier
   * over a whole message): it can cut an answer or flag it, not take words out.
   */
  hold?(text: string, context?: InspectionContext): number;
  inspect(inspection: Inspection): readonly Signal[];
  /**
   * The same detector with settings from a policy.
   * @throws BartizanError with place and remedy when they are not valid
   */
  configure?(settings: JsonValue): Detector;
}

/** Numbers and categories given to a model that predicts, or statistics of an image. */
export interface FeatureRow {
  readonly [feature: string]: number | string | boolean | null;
}

/** What happened in one step of an exchange, for detectors that remember. */
export interface Step {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly stage: Stage;
  readonly principal: Principal;
  readonly session?: string;
  /** Network address of the client; never trusted as an identity. */
  readonly address?: string;
  readonly model?: string;
  readonly text?: string;
  /** Where the text comes from: the tool's name, the document's id. */
  readonly source?: string;
  readonly toolCall?: ToolCall;
  readonly tools?: readonly ToolDefinition[];
  readonly features?: readonly FeatureRow[];
  /** Scores per class the model gave back, one row for each feature row. */
  readonly predictions?: readonly (readonly number[])[];
  readonly usage?: TokenUsage;
  readonly bytes?: number;
  readonly context?: InspectionContext;
}

/** Whom or what the memory is about. `principal` means a verified one: a claimed identity has no memory of its own. */
export type StateKey = "principal" | "session" | "model" | "virtual-key";

/**
 * Finds signals in what happens over time. The caller holds the state, in memory or in Redis, and steps
 * it atomically; the state is plain JSON of bounded size. Pure: no clock, no randomness of its own.
 * A folder `detect/over-time/<id>/` whose `detector.ts` exports it as `detector`, with `scenarios.json`.
 */
export interface StatefulDetector<State extends JsonValue = JsonValue> extends Described {
  readonly key: StateKey;
  /** Seconds after the last step when the state may be forgotten. */
  readonly remembers: number;
  init(): State;
  step(state: State, step: Step): readonly [State, readonly Signal[]];
  configure?(settings: JsonValue): StatefulDetector<State>;
}

/** Asks a model or a service that the user named; a folder under `detect/remote/`. */
export interface RemoteDetector extends Described {
  /** What a failure or a missed deadline means. `closed`: as if it had signalled. */
  readonly onError: "closed" | "open";
  readonly deadlineMs: number;
  /** @throws when there is no answer, or none that can be read, before the signal aborts */
  inspect(inspection: Inspection, deadline: AbortSignal): Promise<readonly Signal[]>;
}
