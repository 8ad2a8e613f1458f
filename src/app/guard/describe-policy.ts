import type { PolicyStamp, RuleMode, GuardAction, Stage } from "../../contracts/index.ts";
import { globOf } from "../../formats/index.ts";
import {
  coveredGuards,
  exceptionStandings,
  type CoveredGuard,
  type ExceptionStanding,
  type Policy,
} from "../../guard/index.ts";
import type { ExaminedPolicy } from "./examine-policy.ts";

/** What a policy amounts to once all it inherits is merged in. */
export interface PolicyDescription {
  readonly schemaVersion: "bartizan.policy-description/v1";
  readonly policy: PolicyStamp;
  readonly description: string;
  readonly owner: string;
  /** The files it was read from, its own last. */
  readonly files: readonly string[];
  readonly detectors: readonly { readonly id: string; readonly kind: string; readonly onError: string }[];
  readonly rules: readonly {
    readonly id: string;
    readonly action: GuardAction;
    readonly mode: RuleMode;
    readonly severity: string;
    readonly stages: readonly Stage[];
    readonly clause?: string;
    /** Attachments that hold it to some subjects; none: it applies everywhere. */
    readonly attachments: readonly string[];
    /** The file the rule stands in. */
    readonly file?: string;
    readonly line?: number;
  }[];
  readonly attachments: Policy["attachments"];
  readonly budgets: Policy["budgets"];
  readonly exceptions: readonly ExceptionStanding[];
  readonly guards: readonly CoveredGuard[];
  readonly content: Policy["content"];
  readonly tests: { readonly passed: number; readonly failed: number };
}

/** @param now milliseconds since the epoch, for exceptions that have ended */
export function describePolicy({ policy, tests, signature }: ExaminedPolicy, now: number): PolicyDescription {
  return {
    schemaVersion: "bartizan.policy-description/v1",
    policy: policy.stamp,
    description: policy.description,
    owner: policy.owner,
    files: policy.files,
    detectors: [...policy.detectors]
      .filter(([, { on }]) => on)
      .map(([id, { kind, onError }]) => ({ id, kind: kind ?? id, onError: onError ?? "closed" })),
    rules: policy.rules.map((rule) => {
      const { file, line } = policy.place(rule);
      return {
        id: rule.id,
        action: rule.action,
        mode: rule.mode,
        severity: rule.severity,
        stages: rule.when.stages ?? [],
        ...(rule.clause === undefined ? {} : { clause: rule.clause }),
        attachments: attachmentsOf(policy, rule.id),
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      };
    }),
    attachments: policy.attachments,
    budgets: policy.budgets,
    exceptions: exceptionStandings(policy, now),
    guards: coveredGuards(policy, tests, { signed: signature !== undefined }),
    content: policy.content,
    tests: { passed: tests.passed, failed: tests.failed },
  };
}

/** Ids of the attachments that name a rule, by itself or in a set. */
function attachmentsOf(policy: Policy, rule: string): readonly string[] {
  return policy.attachments
    .filter(({ rules = [], ruleSets = [] }) =>
      globOf([...rules, ...ruleSets.flatMap((set) => policy.ruleSets.get(set) ?? [])])(rule),
    )
    .map(({ id }) => id);
}
