import type { Kysely } from "kysely";
import type { PersonRecord, SecretRecord } from "../records.ts";
import type { AccountStore } from "../store.ts";
import type { Tables } from "../tables.ts";

async function peopleWhere(db: Kysely<Tables>, id?: string): Promise<readonly PersonRecord[]> {
  let query = db
    .selectFrom("person")
    .innerJoin("organisation", "organisation.id", "person.organisation")
    .select([
      "person.id",
      "person.name",
      "organisation.id as organisation_id",
      "organisation.name as organisation_name",
    ])
    .where("person.removed_at", "is", null)
    .orderBy("person.id");
  if (id !== undefined) query = query.where("person.id", "=", id);
  const rows = await query.execute();
  let granted = db.selectFrom("role_grant").select(["person", "system", "role"]).orderBy("system");
  if (id !== undefined) granted = granted.where("person", "=", id);
  const grants = await granted.execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    organisation: { id: row.organisation_id, name: row.organisation_name },
    grants: grants.filter(({ person }) => person === row.id).map(({ system, role }) => ({ system, role })),
  }));
}

const secretOf = (row: {
  id: string;
  person: string;
  hash: string;
  expires_at: string | null;
}): SecretRecord => ({
  id: row.id,
  person: row.person,
  hash: row.hash,
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
});

function personQueries(db: Kysely<Tables>) {
  return {
    async putOrganisation({ id, name }) {
      await db
        .insertInto("organisation")
        .values({ id, name })
        .onConflict((oc) => oc.column("id").doUpdateSet({ name }))
        .execute();
    },
    async putTeam({ id, organisation, name }) {
      await db
        .insertInto("team")
        .values({ id, organisation, name })
        .onConflict((oc) => oc.column("id").doUpdateSet({ name }))
        .execute();
    },
    async putPerson({ id, name, organisation, at }) {
      await db
        .insertInto("person")
        .values({ id, organisation, name, created_at: at, removed_at: null })
        .onConflict((oc) => oc.column("id").doUpdateSet({ name, organisation, removed_at: null }))
        .execute();
    },
    async joinTeam(team, person) {
      await db
        .insertInto("team_member")
        .values({ team, person })
        .onConflict((oc) => oc.columns(["team", "person"]).doNothing())
        .execute();
    },
    async removePerson(id, at) {
      await db.updateTable("person").set({ removed_at: at }).where("id", "=", id).execute();
      await db
        .updateTable("token")
        .set({ revoked_at: at })
        .where("person", "=", id)
        .where("revoked_at", "is", null)
        .execute();
      await db.deleteFrom("session").where("person", "=", id).execute();
    },
    async grant(person, system, role, at) {
      if (role === undefined) {
        await db.deleteFrom("role_grant").where("person", "=", person).where("system", "=", system).execute();
        return;
      }
      await db
        .insertInto("role_grant")
        .values({ person, system, role, granted_at: at })
        .onConflict((oc) => oc.columns(["person", "system"]).doUpdateSet({ role, granted_at: at }))
        .execute();
    },
    people: () => peopleWhere(db),
    person: async (id) => (await peopleWhere(db, id))[0],
  } satisfies Partial<AccountStore>;
}

function secretQueries(db: Kysely<Tables>) {
  return {
    async putToken({ id, person, hash, label, createdAt, expiresAt }) {
      await db
        .insertInto("token")
        .values({
          id,
          person,
          hash,
          label,
          created_at: createdAt,
          expires_at: expiresAt ?? null,
          revoked_at: null,
        })
        .execute();
    },
    async token(id) {
      const row = await db
        .selectFrom("token")
        .selectAll()
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      return row === undefined
        ? undefined
        : { ...secretOf(row), label: row.label, createdAt: row.created_at };
    },
    async revokeToken(id, at) {
      await db
        .updateTable("token")
        .set({ revoked_at: at })
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .execute();
    },
    async putSession({ id, person, hash, expiresAt }, now) {
      await db.deleteFrom("session").where("expires_at", "<=", now).execute();
      await db.insertInto("session").values({ id, person, hash, expires_at: expiresAt }).execute();
    },
    async session(id) {
      const row = await db.selectFrom("session").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : secretOf(row);
    },
    async dropSession(id) {
      await db.deleteFrom("session").where("id", "=", id).execute();
    },
  } satisfies Partial<AccountStore>;
}

export const accountQueries = (db: Kysely<Tables>): AccountStore => ({
  ...personQueries(db),
  ...secretQueries(db),
});
