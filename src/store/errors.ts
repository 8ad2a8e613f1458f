import { defineErrors } from "../errors/index.ts";

/** What the index can fail with. */
export const storeErrors = defineErrors("store", {
  cannotOpen: {
    summary: "The database cannot be opened.",
    remedy: "Check the path and its permissions, or `DATABASE_URL`.",
    exit: 2,
  },
  notADatabase: {
    summary: "The file is not an SQLite database, or is damaged.",
    remedy: "Move it away and rebuild the index from the ledgers with `bartizan db rebuild`.",
    exit: 2,
  },
  schemaNewer: {
    summary: "The database was written by a newer Bartizan.",
    remedy: "Use that version or a newer one; this one leaves the database as it is.",
    exit: 2,
  },
  schemaAltered: {
    summary: "The database records a migration that this version does not know by that name.",
    remedy: "Use the version that wrote it, or rebuild the index with `bartizan db rebuild` into a new file.",
    exit: 2,
  },
  migrationFailed: {
    summary: "A migration failed and was taken back.",
    remedy: "The database is as it was before. Report the message.",
    exit: 4,
  },
  busy: {
    summary: "Another process is writing to the database and did not finish in time.",
    remedy: "Wait for the other process, then try again.",
    exit: 3,
  },
  diskFull: {
    summary: "The database cannot be written: no space left, or not permitted.",
    remedy: "Free space or mend the permissions. Nothing that was written before is lost.",
    exit: 3,
  },
  badUrl: {
    summary: "`DATABASE_URL` is not a PostgreSQL address.",
    remedy: "Give it the form postgres://user:password@host:5432/database.",
    exit: 2,
  },
  backupUnreadable: {
    summary: "The file is not a backup of accounts.",
    remedy:
      "Give a file that `bartizan db backup` made on PostgreSQL. A copy of an SQLite database is put in place of the file.",
    exit: 2,
  },
  backupExists: {
    summary: "The backup would overwrite a file.",
    remedy: "Name a file that does not exist.",
    exit: 2,
  },
});
