import { sql, type Kysely, type SqlBool } from "kysely";
import type { Finding, Triage } from "../../contracts/index.ts";
import type { FindingFound, FindingSearch } from "../records.ts";
import type { IndexStore } from "../store.ts";
import type { Tables } from "../tables.ts";
import { containing, fromJson, storable, toJson } from "./text.ts";

type FindingQueries = Pick<IndexStore, "recordFindings" | "findings" | "finding" | "recordTriage">;

const severities = ["critical", "high", "medium", "low"];

async function record(db: Kysely<Tables>, run: string, at: string, finding: Finding): Promise<void> {
  const finding_json = toJson(finding);
  await db
    .insertInto("finding_sighting")
    .values({ finding: finding.id, run, at, finding_json })
    .onConflict((oc) => oc.columns(["finding", "run"]).doUpdateSet({ at, finding_json }))
    .execute();
  const row = {
    system: finding.system,
    check_id: finding.check,
    target: finding.target,
    intent: storable(finding.intent),
    title: storable(finding.title),
    severity: finding.severity,
    last_run: run,
    last_seen_at: at,
    finding_json,
  };
  await db
    .insertInto("finding")
    .values({ id: finding.id, ...row })
    .onConflict((oc) =>
      // The newest run speaks for the finding, in whatever order runs are recorded.
      oc
        .column("id")
        .doUpdateSet(row)
        .where((eb) =>
          eb.or([
            eb("finding.last_seen_at", "<", at),
            eb.and([eb("finding.last_seen_at", "=", at), eb("finding.last_run", "<=", run)]),
          ]),
        ),
    )
    .execute();
}

async function select(
  db: Kysely<Tables>,
  search: FindingSearch & { id?: string },
): Promise<readonly FindingFound[]> {
  let query = db
    .selectFrom("finding")
    .leftJoin("triage", "triage.finding", "finding.id")
    .select(["finding.id", "finding.severity", "finding.finding_json", "triage.triage_json"])
    .orderBy("finding.id");
  if (search.id !== undefined) query = query.where("finding.id", "=", search.id);
  if (search.system !== undefined) query = query.where("finding.system", "=", search.system);
  if (search.severity !== undefined) query = query.where("finding.severity", "=", search.severity);
  if (search.run !== undefined) {
    const { run } = search;
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("finding_sighting")
          .select("finding_sighting.run")
          .whereRef("finding_sighting.finding", "=", "finding.id")
          .where("finding_sighting.run", "=", run),
      ),
    );
  }
  if (search.q !== undefined) {
    const pattern = containing(search.q);
    const holds = (column: "id" | "title" | "intent" | "check_id") =>
      sql<SqlBool>`lower(${sql.ref(`finding.${column}`)}) like ${pattern} escape '\\'`;
    query = query.where((eb) => eb.or([holds("id"), holds("title"), holds("intent"), holds("check_id")]));
  }
  const rows = await query.execute();
  const seen = await sightings(
    db,
    rows.map(({ id }) => id),
  );
  return rows
    .map((row) => ({
      finding: fromJson(row.finding_json) as unknown as Finding,
      triage:
        row.triage_json === null
          ? ({ state: "open" } as const)
          : (fromJson(row.triage_json) as unknown as Triage),
      seenIn: seen.get(row.id) ?? [],
    }))
    .sort((a, b) => severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity));
}

async function sightings(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, { run: string; at: string }[]>> {
  const seen = new Map<string, { run: string; at: string }[]>();
  for (let i = 0; i < ids.length; i += 1_000) {
    const rows = await db
      .selectFrom("finding_sighting")
      .select(["finding", "run", "at"])
      .where("finding", "in", ids.slice(i, i + 1_000))
      .orderBy("at")
      .orderBy("run")
      .execute();
    for (const { finding, run, at } of rows) {
      const runs = seen.get(finding);
      if (runs === undefined) seen.set(finding, [{ run, at }]);
      else runs.push({ run, at });
    }
  }
  return seen;
}

export function findingQueries(db: Kysely<Tables>): FindingQueries {
  return {
    async recordFindings(run, at, findings) {
      for (const finding of findings) await record(db, run, at, finding);
    },
    findings: (search) => select(db, search),
    finding: async (id) => (await select(db, { id }))[0],
    async recordTriage({ finding, triage, by, at }) {
      const row = { state: triage.state, decided_by: by, decided_at: at, triage_json: toJson(triage) };
      await db
        .insertInto("triage")
        .values({ finding, ...row })
        .onConflict((oc) => oc.column("finding").doUpdateSet(row).where("triage.decided_at", "<=", at))
        .execute();
    },
  };
}
