import { queryOptions } from "@tanstack/react-query";
import type {
  ComparisonList,
  Coverage,
  DoctorReport,
  EvidenceStatus,
  FindingDetail,
  FindingList,
  GuardDecisionDetail,
  GuardDecisionPage,
  GuardKeys,
  GuardOverview,
  GuardPolicyReport,
  GuardPolicySummary,
  GuardPolicyText,
  RunDetail,
  RunSummary,
  ScanDetail,
  ScanSummary,
  SignedIn,
  SystemDetail,
  SystemSummary,
  ThreatRegister,
  TrialDetail,
  TrialPage,
} from "../../contracts/index.ts";
import { request, withQuery } from "./request.ts";

const part = encodeURIComponent;

function read<T>(key: readonly unknown[], path: string) {
  return queryOptions({ queryKey: key, queryFn: ({ signal }) => request<T>("GET", path, { signal }) });
}

export const sessionQuery = read<SignedIn>(["session"], "/api/session");
export const systemsQuery = read<readonly SystemSummary[]>(["systems"], "/api/systems");
export const systemQuery = (id: string) => read<SystemDetail>(["systems", id], `/api/systems/${part(id)}`);
export const threatsQuery = (system: string) =>
  read<ThreatRegister>(["threats", system], `/api/systems/${part(system)}/threats`);
export const coverageQuery = (system: string) =>
  read<Coverage>(["coverage", system], `/api/systems/${part(system)}/coverage`);
export const runsQuery = (system?: string) =>
  read<readonly RunSummary[]>(["runs", system ?? "*"], withQuery("/api/runs", { system }));
export const runQuery = (run: string) => read<RunDetail>(["run", run], `/api/runs/${part(run)}`);
export const evidenceQuery = (run: string) =>
  read<EvidenceStatus>(["evidence", run], `/api/runs/${part(run)}/evidence`);
export const comparisonQuery = (run: string, baseline: string) =>
  read<ComparisonList>(
    ["comparison", run, baseline],
    withQuery(`/api/runs/${part(run)}/comparison`, { baseline }),
  );
export const trialQuery = (run: string, entry: string) =>
  read<TrialDetail>(["trial", run, entry], `/api/runs/${part(run)}/trials/${part(entry)}`);
export const findingsQuery = (system?: string) =>
  read<FindingList>(["findings", system ?? "*"], withQuery("/api/findings", { system }));
export const findingQuery = (id: string) => read<FindingDetail>(["finding", id], `/api/findings/${part(id)}`);
export const scansQuery = read<readonly ScanSummary[]>(["scans"], "/api/scans");
export const scanQuery = (id: string) => read<ScanDetail>(["scan", id], `/api/scans/${part(id)}`);
export const doctorQuery = read<DoctorReport>(["doctor"], "/api/doctor");

/** What the trials table is narrowed to; the server does the narrowing. */
export interface TrialFilter {
  readonly check?: string | undefined;
  readonly arm?: string | undefined;
  readonly outcome?: string | undefined;
  readonly intent?: string | undefined;
  readonly technique?: string | undefined;
  readonly q?: string | undefined;
}

export const trialsPerPage = 200;

export const trialPageQuery = (run: string, filter: TrialFilter, page: number) =>
  read<TrialPage>(
    ["trials", run, filter, page],
    withQuery(`/api/runs/${part(run)}/trials`, {
      ...filter,
      offset: page * trialsPerPage,
      limit: trialsPerPage,
    }),
  );

export const guardQuery = (hours: string) =>
  read<GuardOverview>(["guard", "overview", hours], withQuery("/api/guard", { hours }));
export const guardDecisionQuery = (id: string) =>
  read<GuardDecisionDetail>(["decision", id], `/api/guard/decisions/${part(id)}`);
export const guardPoliciesQuery = read<readonly GuardPolicySummary[]>(
  ["guard-policies"],
  "/api/guard/policies",
);
export const guardPolicyQuery = (file: string) =>
  read<GuardPolicyText>(["guard-policy", file], withQuery("/api/guard/policy", { file }));
export const guardKeysQuery = read<GuardKeys>(["guard", "keys"], "/api/guard/keys");

/** What the list of decisions is narrowed to; the server does the narrowing. */
export interface DecisionFilter {
  readonly action?: string | undefined;
  readonly rule?: string | undefined;
  readonly route?: string | undefined;
  readonly principal?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly only?: string | undefined;
}

export const decisionsPerPage = 200;

export const guardDecisionsQuery = (filter: DecisionFilter, page: number) =>
  read<GuardDecisionPage>(
    ["guard", "decisions", filter, page],
    withQuery("/api/guard/decisions", {
      ...filter,
      offset: page * decisionsPerPage,
      limit: decisionsPerPage,
    }),
  );

/** Asks what a text amounts to as a policy. Nothing is saved. */
export const guardDraftQuery = (file: string, text: string) =>
  queryOptions({
    queryKey: ["guard-draft", file, text],
    queryFn: ({ signal }) =>
      request<GuardPolicyReport>("POST", "/api/guard/policy-check", { body: { file, text }, signal }),
    gcTime: 60_000,
  });
