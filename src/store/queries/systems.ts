import type { Kysely, Selectable } from "kysely";
import type { SystemRecord } from "../records.ts";
import type { IndexStore } from "../store.ts";
import type { Tables } from "../tables.ts";
import { fromJson, toJson } from "./text.ts";

type SystemQueries = Pick<IndexStore, "recordSystem" | "systems" | "system" | "systemVersions">;

const recordOf = (row: Selectable<Tables["system"]>): SystemRecord => ({
  id: row.id,
  name: row.name,
  digest: row.digest,
  file: row.file,
  manifest: fromJson(row.manifest_json),
  at: row.updated_at,
});

export function systemQueries(db: Kysely<Tables>): SystemQueries {
  return {
    async recordSystem({ id, name, digest, file, manifest, at }) {
      const manifest_json = toJson(manifest);
      await db
        .insertInto("system_version")
        .values({ system: id, digest, manifest_json, seen_at: at })
        .onConflict((oc) =>
          oc
            .columns(["system", "digest"])
            .doUpdateSet((eb) => ({ seen_at: eb.ref("excluded.seen_at") }))
            .whereRef("excluded.seen_at", "<", "system_version.seen_at"),
        )
        .execute();
      await db
        .insertInto("system")
        .values({ id, name, digest, file, manifest_json, updated_at: at })
        .onConflict((oc) =>
          oc
            .column("id")
            .doUpdateSet((eb) => ({
              name: eb.ref("excluded.name"),
              digest: eb.ref("excluded.digest"),
              file: eb.ref("excluded.file"),
              manifest_json: eb.ref("excluded.manifest_json"),
              updated_at: eb.ref("excluded.updated_at"),
            }))
            .whereRef("excluded.updated_at", ">=", "system.updated_at"),
        )
        .execute();
    },
    async systems() {
      return (await db.selectFrom("system").selectAll().orderBy("id").execute()).map(recordOf);
    },
    async system(id) {
      const row = await db.selectFrom("system").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : recordOf(row);
    },
    systemVersions: (id) =>
      db
        .selectFrom("system_version")
        .select(["digest", "seen_at as at"])
        .where("system", "=", id)
        .orderBy("seen_at", "desc")
        .orderBy("digest")
        .execute(),
  };
}
