import type { CheckResult, CoverageFact, Finding, TrialPage, TrialQuery } from "../contracts/index.ts";
import type { Dialect } from "./dialect.ts";
import type { MigrationReport } from "./migrate.ts";
import type {
  BundleRecord,
  FindingFound,
  FindingSearch,
  ImportRecord,
  PersonRecord,
  RunRecord,
  SecretRecord,
  SystemRecord,
  TokenRecord,
  TriageRecord,
  TrialRow,
} from "./records.ts";
import type { RoleName, Tables } from "./tables.ts";

/**
 * The index over the ledgers. Every `record…` is idempotent and does not depend on the order of calls,
 * so that rebuilding from the ledgers gives the same index: what is newer by its own date wins.
 */
export interface IndexStore {
  recordSystem(system: SystemRecord): Promise<void>;
  /** In order of id. */
  systems(): Promise<readonly SystemRecord[]>;
  system(id: string): Promise<SystemRecord | undefined>;
  /** Newest first. */
  systemVersions(id: string): Promise<readonly { readonly digest: string; readonly at: string }[]>;

  recordRun(run: RunRecord): Promise<void>;
  /** Newest first; at most `limit`, default 500. */
  runs(filter: { readonly system?: string; readonly limit?: number }): Promise<readonly RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  recordResults(run: string, results: readonly CheckResult[]): Promise<void>;
  /** In order of check and target. */
  results(run: string): Promise<readonly CheckResult[]>;

  /** Any number of rows; written in batches, in one transaction. */
  recordTrials(run: string, trials: readonly TrialRow[]): Promise<void>;
  /** In ledger order. */
  trials(search: TrialQuery): Promise<TrialPage>;

  /** The findings one run ended with, as of `at`. */
  recordFindings(run: string, at: string, findings: readonly Finding[]): Promise<void>;
  /** In order of severity, then id. */
  findings(search: FindingSearch): Promise<readonly FindingFound[]>;
  finding(id: string): Promise<FindingFound | undefined>;
  recordTriage(triage: TriageRecord): Promise<void>;

  recordFacts(system: string, facts: readonly CoverageFact[]): Promise<void>;
  /** Oldest first. */
  facts(system: string): Promise<readonly CoverageFact[]>;
  recordImport(record: ImportRecord): Promise<void>;
  imports(system: string): Promise<readonly ImportRecord[]>;
  recordBundle(bundle: BundleRecord): Promise<void>;
  bundle(run: string): Promise<BundleRecord | undefined>;

  /** Empties everything that the ledgers can fill again. Accounts stay. */
  clearIndex(): Promise<void>;
}

/** People and their keys: operational state, which no ledger holds. */
export interface AccountStore {
  /** Adds or renames. */
  putOrganisation(organisation: { readonly id: string; readonly name: string }): Promise<void>;
  putTeam(team: { readonly id: string; readonly organisation: string; readonly name: string }): Promise<void>;
  putPerson(person: {
    readonly id: string;
    readonly name: string;
    readonly organisation: string;
    readonly at: string;
  }): Promise<void>;
  joinTeam(team: string, person: string): Promise<void>;
  /** The person's tokens and sessions end with it; the name stays for the record. */
  removePerson(id: string, at: string): Promise<void>;
  /** `system` `*`: everywhere. A role replaces the one before; `undefined` takes it away. */
  grant(person: string, system: string, role: RoleName | undefined, at: string): Promise<void>;
  /** Not those that were removed. */
  people(): Promise<readonly PersonRecord[]>;
  person(id: string): Promise<PersonRecord | undefined>;

  putToken(token: TokenRecord): Promise<void>;
  /** Not a revoked one. Expiry is the caller's to judge: it has the clock. */
  token(id: string): Promise<TokenRecord | undefined>;
  revokeToken(id: string, at: string): Promise<void>;
  /** Adds a session and forgets those that ended before `now`. */
  putSession(session: SecretRecord & { readonly expiresAt: string }, now: string): Promise<void>;
  session(id: string): Promise<SecretRecord | undefined>;
  dropSession(id: string): Promise<void>;
}

export interface StoreStatus {
  readonly dialect: Dialect;
  /** Newest applied migration. */
  readonly schema: number;
  readonly rows: Readonly<Record<Exclude<keyof Tables, "schema_migration">, number>>;
}

/** What stands below queries: schema, copies, the end. */
export interface StoreUpkeep {
  readonly dialect: Dialect;
  /** Called by `openStore`. */
  migrate(): Promise<MigrationReport>;
  status(): Promise<StoreStatus>;
  /**
   * Runs the work in one transaction: all of it is stored, or nothing. The store given to `work` must be
   * used inside, and not after.
   */
  atomically<T>(work: (store: IndexStore & AccountStore) => Promise<T>): Promise<T>;
  /**
   * SQLite: a whole copy of the database, consistent while others write. PostgreSQL: the accounts as
   * JSON lines (everything else comes back by `db rebuild`; use pg_dump for a whole copy).
   * @throws STORE_BACKUP_EXISTS
   */
  backup(to: string): Promise<{ readonly kind: "database" | "accounts"; readonly rows: number }>;
  /**
   * Adds the accounts of a backup made on PostgreSQL, on either database; what is there stays.
   * @throws STORE_BACKUP_UNREADABLE
   */
  restoreAccounts(from: string): Promise<{ readonly rows: number }>;
  close(): Promise<void>;
}

/** One contract, two databases; `testing/store.suite.ts` runs on both. */
export interface Store extends IndexStore, AccountStore, StoreUpkeep {}
