import type { Detector, JsonValue, RemoteDetector, StatefulDetector } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { closest, globOf, oneOrAll } from "../../formats/index.ts";
import type { Policy } from "../document/policy.ts";
import type { DetectorDocument } from "../document/policy-schema.ts";
import { guardErrors } from "../errors.ts";
import { compileApplicability, type Applicable } from "./applicable.ts";
import type { GuardedExchange } from "../../contracts/index.ts";

/** What makes a remote detector from what a policy says; app knows the kinds and how to reach them. */
export type RemoteKind = (settings: {
  readonly id: string;
  readonly endpoint?: string;
  readonly deadlineMs?: number;
  readonly onError: "closed" | "open";
  readonly settings?: JsonValue;
}) => RemoteDetector;

/** The detectors a policy may turn on. */
export interface DetectorShelf {
  readonly pure: readonly Detector[];
  readonly overTime?: readonly StatefulDetector[];
  /** Kind, such as `chat-classifier`, → how to make one. */
  readonly remote?: Readonly<Record<string, RemoteKind>>;
}

export type OnError = "closed" | "open";

/** A policy with its detectors, ready to run. Immutable. */
export interface PreparedPolicy {
  readonly policy: Policy;
  readonly pure: readonly Detector[];
  readonly overTime: readonly StatefulDetector[];
  readonly remote: readonly RemoteDetector[];
  /** Detectors whose signals are also looked for over several turns read as one. */
  readonly joining: readonly Detector[];
  onError(detector: string): OnError;
  /** Milliseconds one text may take in a detector. */
  readonly budgets: ReadonlyMap<string, number>;
  applicable(exchange: GuardedExchange): Applicable;
}

/**
 * Turns a policy into something that runs: finds its detectors, gives them their settings, compiles its rules.
 * A rule that no detector can answer is refused: it would look like protection and be none.
 *
 * @throws GUARD_DETECTOR_MISSING, GUARD_DETECTOR_SETTINGS, GUARD_UNKNOWN_REFERENCE, GUARD_SEVERAL_PROBLEMS
 */
export function preparePolicy(policy: Policy, shelf: DetectorShelf): PreparedPolicy {
  const problems: BartizanError[] = [];
  const pure: Detector[] = [];
  const overTime: StatefulDetector[] = [];
  const remote: RemoteDetector[] = [];
  const budgets = new Map<string, number>();
  const failOpen = new Set<string>();
  for (const [id, use] of policy.detectors) {
    if (!use.on) continue;
    if (use.onError === "open") failOpen.add(id);
    if (use.budgetMs !== undefined) budgets.set(id, use.budgetMs);
    const kind = use.kind ?? id;
    const settings = use.settings ?? (kind === "tool-use" ? policy.tools : undefined);
    const plain = shelf.pure.find((detector) => detector.id === kind);
    const remembering = shelf.overTime?.find((detector) => detector.id === kind);
    const makes = Object.hasOwn(shelf.remote ?? {}, kind) ? shelf.remote?.[kind] : undefined;
    try {
      if (plain !== undefined) pure.push(renamed(configured(plain, settings), id));
      else if (remembering !== undefined) overTime.push(renamed(configured(remembering, settings), id));
      else if (makes !== undefined) remote.push(makes(remoteSettings(id, use)));
      else problems.push(missing(id, kind, policy, use, shelf));
    } catch (error) {
      problems.push(wrongSettings(id, error, policy, use));
    }
  }
  const on = [...pure, ...overTime, ...remote].map(({ id }) => id);
  problems.push(...unanswered(policy, on, problems.length > 0));
  if (problems.length > 0)
    throw oneOrAll(problems, guardErrors.severalProblems, { file: policy.files.at(-1) ?? "" });
  const joins = globOf(policy.splitting.detectors);
  return {
    policy,
    pure,
    overTime,
    remote,
    joining: policy.splitting.turns < 2 ? [] : pure.filter(({ id }) => joins(id)),
    onError: (detector) => (failOpen.has(detector) ? "open" : "closed"),
    budgets,
    applicable: compileApplicability(policy),
  };
}

function configured<One extends { configure?(settings: JsonValue): One }>(
  detector: One,
  settings: JsonValue | undefined,
): One {
  if (settings === undefined) return detector;
  if (detector.configure === undefined) throw new TypeError("It takes no settings.");
  return detector.configure(settings);
}

/** Signals carry the id the policy uses, so that two of one kind can be told apart. */
function renamed<One extends Detector | StatefulDetector>(detector: One, id: string): One {
  if (detector.id === id) return detector;
  const as = <Seen extends { readonly detector: string }>(signals: readonly Seen[]): Seen[] =>
    signals.map((signal) => ({ ...signal, detector: id }));
  if ("inspect" in detector)
    return {
      ...detector,
      id,
      inspect: (inspection: Parameters<Detector["inspect"]>[0]) => as(detector.inspect(inspection)),
    };
  return {
    ...detector,
    id,
    step: (...given: Parameters<StatefulDetector["step"]>) => {
      const [state, signals] = detector.step(...given);
      return [state, as(signals)] as const;
    },
  };
}

function remoteSettings(id: string, use: DetectorDocument): Parameters<RemoteKind>[0] {
  return {
    id,
    onError: use.onError ?? "closed",
    ...(use.endpoint === undefined ? {} : { endpoint: use.endpoint }),
    ...(use.deadlineMs === undefined ? {} : { deadlineMs: use.deadlineMs }),
    ...(use.settings === undefined ? {} : { settings: use.settings }),
  };
}

function missing(
  id: string,
  kind: string,
  policy: Policy,
  use: DetectorDocument,
  shelf: DetectorShelf,
): BartizanError {
  const known = [...shelf.pure, ...(shelf.overTime ?? [])].map((detector) => detector.id);
  known.push(...Object.keys(shelf.remote ?? {}));
  const meant = closest(kind, known);
  const remedy =
    meant === undefined ? `There are: ${[...known].sort().join(", ")}.` : `Did you mean \`${meant}\`?`;
  const what = kind === id ? `\`${id}\`` : `\`${id}\` of kind \`${kind}\``;
  return guardErrors.detectorMissing(`There is no detector ${what}.`, policy.place(use, [], "key"), {
    remedy,
  });
}

function wrongSettings(id: string, error: unknown, policy: Policy, use: DetectorDocument): BartizanError {
  const why = error instanceof Error ? error.message : "They were refused.";
  return guardErrors.detectorSettings(
    `Detector \`${id}\`: ${why}`,
    {
      ...policy.place(use),
      ...(error instanceof BartizanError && error.place.at !== undefined ? { at: error.place.at } : {}),
    },
    { cause: error, ...(error instanceof BartizanError ? { remedy: error.remedy } : {}) },
  );
}

/** Rules that name detectors none of which is on. */
function unanswered(policy: Policy, on: readonly string[], already: boolean): BartizanError[] {
  if (already) return [];
  return policy.rules.flatMap((rule) => {
    const globs = rule.when.signals?.detectors;
    if (globs === undefined || on.some(globOf(globs))) return [];
    const meant = globs.map((glob) => closest(glob, on)).find((word) => word !== undefined);
    const remedy =
      meant === undefined
        ? "Turn the detector on under `detectors`, or correct the rule."
        : `Did you mean \`${meant}\`?`;
    return [
      guardErrors.unknownReference(
        `No detector that is on is called ${globs.map((glob) => `\`${glob}\``).join(" or ")}.`,
        policy.place(rule, ["when", "signals", "detectors"]),
        { remedy },
      ),
    ];
  });
}
