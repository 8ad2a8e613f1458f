/**
 * The tables as Kysely sees them. One form for both databases: text for ids, ISO 8601 for moments,
 * JSON as text. Columns hold what is looked for; the rest is in `*_json`.
 */
export type RoleName = "viewer" | "analyst" | "approver" | "admin";

export interface Tables {
  organisation: { id: string; name: string };
  team: { id: string; organisation: string; name: string };
  person: { id: string; organisation: string; name: string; created_at: string; removed_at: string | null };
  team_member: { team: string; person: string };
  /** `system` is `*` for a role everywhere. */
  role_grant: { person: string; system: string; role: RoleName; granted_at: string };
  token: {
    id: string;
    person: string;
    hash: string;
    label: string;
    created_at: string;
    expires_at: string | null;
    revoked_at: string | null;
  };
  session: { id: string; person: string; hash: string; expires_at: string };

  system: {
    id: string;
    name: string;
    digest: string;
    file: string;
    manifest_json: string;
    updated_at: string;
  };
  system_version: { system: string; digest: string; manifest_json: string; seen_at: string };
  run: {
    id: string;
    system: string;
    system_name: string;
    system_digest: string;
    started_at: string;
    finished_at: string | null;
    status: string;
    verdict: string | null;
    done: number;
    planned: number;
    bundle: string;
    summary_json: string;
  };
  check_result: {
    run: string;
    check_id: string;
    target: string;
    verdict: string;
    entry: number;
    decided_at: string;
    result_json: string;
  };
  trial: {
    run: string;
    entry: number;
    case_id: string;
    check_id: string;
    target: string;
    arm: string;
    intent: string;
    technique: string;
    surface: string;
    repeat: number;
    attempt: number;
    outcome: string;
    why: string;
    at: string;
  };
  finding: {
    id: string;
    system: string;
    check_id: string;
    target: string;
    intent: string;
    title: string;
    severity: string;
    last_run: string;
    last_seen_at: string;
    finding_json: string;
  };
  finding_sighting: { finding: string; run: string; at: string; finding_json: string };
  triage: { finding: string; state: string; decided_by: string; decided_at: string; triage_json: string };
  coverage_fact: {
    id: string;
    system: string;
    run: string;
    column_name: string;
    state: string;
    source: string;
    at: string;
    fact_json: string;
  };
  import: {
    id: string;
    system: string;
    tool: string;
    file: string;
    digest: string;
    at: string;
    import_json: string;
  };
  bundle: {
    run: string;
    dir: string;
    state: string;
    entries: number;
    root: string;
    pushed_by: string | null;
    at: string;
  };

  schema_migration: { number: number; name: string; applied_at: string };
}

/** Rebuilt from the ledgers; emptied by `db rebuild`. In an order that may be deleted one after the other. */
export const indexTables = [
  "finding_sighting",
  "finding",
  "triage",
  "coverage_fact",
  "import",
  "check_result",
  "trial",
  "bundle",
  "run",
  "system_version",
  "system",
] as const satisfies readonly (keyof Tables)[];

/** What no ledger holds, and `db backup` saves. In an order that may be inserted one after the other. */
export const operationalTables = [
  "organisation",
  "team",
  "person",
  "team_member",
  "role_grant",
  "token",
  "session",
] as const satisfies readonly (keyof Tables)[];
