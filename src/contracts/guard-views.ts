import type { Stage } from "./detector.ts";
import type { Principal } from "./exchange.ts";
import type { DecisionRecord, GuardAction, PolicyStamp, RuleHit, RuleMode } from "./guard.ts";
import type { Interval } from "./measure.ts";

/** One decision as a list shows it. */
export interface GuardDecisionLine {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly action: GuardAction;
  readonly wouldBe: GuardAction;
  readonly route: string;
  readonly principal: Principal;
  readonly team?: string;
  /** The id of the virtual key; never the key. */
  readonly key?: string;
  readonly model?: string;
  /** The rules that fired, strictest first. */
  readonly rules: readonly Pick<RuleHit, "rule" | "action" | "mode" | "severity">[];
  /** Detectors that failed, and of those the ones whose failure let the traffic pass. */
  readonly failed: readonly string[];
  readonly opened: readonly string[];
  /** The order under which the glass was broken. */
  readonly breakGlass?: string;
  /** `mirror`: the guard only looked on. */
  readonly mode?: string;
  /** False where the exchange ended before the guard saw it. */
  readonly decided: boolean;
  /** Input and output tokens together, as the upstream or our count says. */
  readonly tokens: number;
  readonly policy: PolicyStamp;
  /** Where the record lies. */
  readonly ledger: string;
  readonly entry: number;
}

/** What a list of decisions is narrowed to. */
export interface GuardDecisionQuery {
  readonly action?: GuardAction;
  readonly rule?: string;
  readonly route?: string;
  /** A part of the id of a principal, a team or a key. */
  readonly principal?: string;
  /** ISO 8601; from inclusive, until exclusive. */
  readonly from?: string;
  readonly until?: string;
  /** `attention`: only break-glass and detectors that failed open. */
  readonly only?: "attention";
  readonly offset: number;
  readonly limit: number;
}

/** What the lists speak of: the newest records, so many at most; older ones stay in the ledgers. */
export interface GuardReach {
  readonly records: number;
  readonly oldest?: string;
  readonly leftOut: boolean;
  /** Ledgers that could not be read to their end, and why. */
  readonly problems: readonly string[];
}

/** GET /api/guard/decisions: newest first. */
export interface GuardDecisionPage {
  readonly total: number;
  readonly offset: number;
  readonly items: readonly GuardDecisionLine[];
  readonly reach: GuardReach;
}

/** GET /api/guard/decisions/:id: the record as it is kept; content only as far as it was stored. */
export interface GuardDecisionDetail {
  readonly line: GuardDecisionLine;
  readonly record: DecisionRecord;
  /** Folder of the evidence bundle, relative to the workspace. */
  readonly bundle: string;
}

/** GET /api/guard?hours= */
export interface GuardOverview {
  readonly asOf: string;
  readonly from: string;
  readonly bucketSeconds: number;
  readonly buckets: readonly {
    readonly at: string;
    readonly counts: Readonly<Record<GuardAction, number>>;
  }[];
  readonly totals: Readonly<Record<GuardAction, number>>;
  readonly decisions: number;
  /** Let through, and stopped were every rule enforced. */
  readonly onlyWatched: number;
  readonly undecided: number;
  readonly mirrored: number;
  readonly topRules: readonly {
    readonly rule: string;
    readonly mode: RuleMode;
    readonly severity: RuleHit["severity"];
    readonly times: number;
  }[];
  readonly failOpens: readonly GuardOccasion[];
  readonly breakGlass: readonly GuardOccasion[];
  readonly gateways: readonly {
    readonly file: string;
    readonly mode: "inline" | "mirror";
    readonly watching: readonly string[];
  }[];
  readonly reach: GuardReach;
}

/** Something that happened so many times, and when last. */
export interface GuardOccasion {
  readonly id: string;
  readonly times: number;
  readonly lastAt: string;
}

export interface GuardTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly action: GuardAction;
  readonly wouldBe: GuardAction;
  readonly rules: readonly string[];
  readonly wrong: readonly string[];
  readonly line?: number;
}

export interface GuardProblem {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** From 1; absent where the problem lies in another file. */
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

export interface GuardRuleLine {
  readonly id: string;
  readonly action: GuardAction;
  readonly mode: RuleMode;
  readonly severity: RuleHit["severity"];
  readonly clause?: string;
  readonly reason?: string;
}

/** What a policy text amounts to. With problems, there is nothing else. */
export interface GuardPolicyReport {
  readonly problems: readonly GuardProblem[];
  readonly policy?: {
    readonly stamp: PolicyStamp;
    readonly description: string;
    readonly owner: string;
    readonly files: readonly string[];
    readonly rules: readonly GuardRuleLine[];
    readonly detectors: readonly { readonly id: string; readonly on: boolean; readonly onError: string }[];
    readonly content: Readonly<Partial<Record<Stage, string>>>;
  };
  readonly tests: readonly GuardTestResult[];
  readonly exceptions: readonly {
    readonly id: string;
    readonly rule: string;
    readonly approver: string;
    readonly until: string;
    readonly expired: boolean;
    readonly daysLeft: number;
  }[];
  readonly covered: readonly {
    readonly guard: string;
    readonly state: "passing" | "failing" | "planned";
    readonly rules: readonly string[];
    readonly sentence: string;
  }[];
}

/** GET /api/guard/policies */
export interface GuardPolicySummary {
  /** Relative to the workspace, or `bartizan:baseline` and the like. */
  readonly file: string;
  /** Ships with the program; can be read and inherited, not changed. */
  readonly shipped: boolean;
  readonly gateway: boolean;
  readonly report: GuardPolicyReport;
}

/** GET /api/guard/policy?file= */
export interface GuardPolicyText extends GuardPolicySummary {
  readonly text: string;
}

/** POST /api/guard/policy-check: nothing is saved. */
export interface GuardPolicyDraft {
  /** The policy that the text would replace: what it inherits is looked up beside it. */
  readonly file: string;
  readonly text: string;
}

/** A decision that would differ. */
export interface GuardReplayChange {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly direction: "request" | "response";
  readonly route: string;
  readonly principal: Principal;
  readonly before: GuardAction;
  readonly after: GuardAction;
  /** Rules that fire now and did not before, and the other way round. */
  readonly newRules: readonly string[];
  readonly goneRules: readonly string[];
}

/** What a replay of recorded exchanges with a changed policy shows. */
export interface GuardReplayReport {
  readonly exchanges: number;
  /** Exchanges both policies decided on. */
  readonly replayed: number;
  readonly notReplayable: {
    readonly count: number;
    readonly byReason: Readonly<Record<string, number>>;
  };
  /** Exchanges by the strictest action of request and answer. */
  readonly before: Readonly<Record<GuardAction, number>>;
  readonly after: Readonly<Record<GuardAction, number>>;
  /** Exchanges that end otherwise. */
  readonly differ: number;
  /** Stopped now, let through before: whom the change would break, if they were in the right. */
  readonly newlyStopped: number;
  readonly newlyPassed: number;
  readonly changes: readonly GuardReplayChange[];
  readonly changesLeftOut: number;
  /** Exchanges in which a rule fires now and did not before, and the other way round. */
  readonly byRule: Readonly<Record<string, { readonly fires: number; readonly firesNoMore: number }>>;
  readonly byPrincipal: readonly {
    readonly id: string;
    readonly verified: boolean;
    readonly newlyStopped: number;
    readonly newlyPassed: number;
  }[];
  /** Share of exchanges stopped, after − before, paired. */
  readonly stopped: {
    readonly before: number;
    readonly after: number;
    readonly difference: number;
    readonly interval: Interval;
    readonly pValue: number;
  };
  readonly sentence: string;
}

/** POST /api/guard/replay: the draft against the policy as saved, over the newest recorded exchanges. */
export interface GuardReplay {
  readonly problems: readonly GuardProblem[];
  readonly report?: GuardReplayReport;
  /** What the comparison does not say, in sentences. */
  readonly caveats: readonly string[];
}

/** How much of one limit was used, counted from the records of its window. */
export interface GuardUse {
  readonly what: "requests" | "tokens" | "cost" | "concurrent";
  readonly limit: number;
  readonly windowSeconds?: number;
  /** Absent where records do not tell it. */
  readonly used?: number;
}

export interface GuardBudgetLine {
  readonly id: string;
  readonly per: string;
  /** Whose use it is: the id of a key, team, principal or route; `all`. */
  readonly of: string;
  readonly uses: readonly GuardUse[];
}

/** GET /api/guard/keys: never a key, nor its hash. */
export interface GuardKeys {
  readonly keys: readonly {
    readonly file: string;
    readonly id: string;
    readonly team?: string;
    readonly principal?: string;
    readonly models: readonly string[];
    readonly routes: readonly string[];
    readonly expires?: string;
    readonly state: "valid" | "expired" | "disabled";
    readonly lastUsed?: string;
    readonly requests: number;
    readonly tokens: number;
    readonly budgets: readonly GuardBudgetLine[];
  }[];
  /** Of teams, and those of the policies. */
  readonly budgets: readonly (GuardBudgetLine & { readonly file: string })[];
  readonly reach: GuardReach;
}
