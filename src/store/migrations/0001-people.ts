import type { Migration } from "../migration.ts";

/** Organisation, team, person, tokens and the role per system. */
export const migration: Migration = {
  number: 1,
  name: "people",
  async up(db) {
    await db.schema
      .createTable("organisation")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("team")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organisation", "text", (c) => c.notNull().references("organisation.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("person")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organisation", "text", (c) => c.notNull().references("organisation.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("removed_at", "text")
      .execute();
    await db.schema
      .createTable("team_member")
      .addColumn("team", "text", (c) => c.notNull().references("team.id"))
      .addColumn("person", "text", (c) => c.notNull().references("person.id"))
      .addPrimaryKeyConstraint("team_member_key", ["team", "person"])
      .execute();
    await db.schema
      .createTable("role_grant")
      .addColumn("person", "text", (c) => c.notNull().references("person.id"))
      .addColumn("system", "text", (c) => c.notNull())
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("granted_at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("role_grant_key", ["person", "system"])
      .execute();
    await db.schema
      .createTable("token")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("person", "text", (c) => c.notNull().references("person.id"))
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("label", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("expires_at", "text")
      .addColumn("revoked_at", "text")
      .execute();
    await db.schema
      .createTable("session")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("person", "text", (c) => c.notNull().references("person.id"))
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("expires_at", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("session_expires_at").on("session").column("expires_at").execute();
  },
};
