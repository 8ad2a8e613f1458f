import { storeErrors } from "../errors.ts";

/** Error codes of Node's sockets and of PostgreSQL that mean "cannot get in". */
const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "28000", // invalid authorization
  "28P01", // wrong password
  "3D000", // no such database
  "53300", // too many connections
  "57P03", // starting up
]);

/** Gives the failures a person can do something about their catalogue error; passes on the others. */
export function refinePostgresError(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const timedOut = cause.message.includes("timeout exceeded when trying to connect");
  if (unreachable.has(code) || timedOut)
    return storeErrors.cannotOpen(
      `PostgreSQL does not answer: ${cause.message || code}.`,
      { at: "DATABASE_URL" },
      { cause },
    );
  if (code === "55P03" || code === "40P01")
    return storeErrors.busy("The database is in use by another process.", {}, { cause });
  if (code === "53100") return storeErrors.diskFull("PostgreSQL has no space left.", {}, { cause });
  return cause;
}
