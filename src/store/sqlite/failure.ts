import { BartizanError } from "../../errors/index.ts";
import { storeErrors } from "../errors.ts";

/** SQLite's primary result codes: the low byte of an extended one. */
const codes = {
  busy: 5,
  locked: 6,
  readonly: 8,
  ioErr: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADb: 26,
} as const;

function resultCode(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !("errcode" in cause) || typeof cause.errcode !== "number")
    return undefined;
  return cause.errcode & 0xff;
}

export const isBusy = (error: unknown): boolean =>
  error instanceof BartizanError && error.code === "STORE_BUSY";

/** Gives the failures a person can do something about their catalogue error; passes on the others. */
export function refineSqliteError(cause: unknown): unknown {
  const options = { cause };
  const message = cause instanceof Error ? cause.message : String(cause);
  switch (resultCode(cause)) {
    case codes.busy:
    case codes.locked:
      return storeErrors.busy("The database is in use by another process.", {}, options);
    case codes.full:
    case codes.readonly:
    case codes.ioErr:
      return storeErrors.diskFull(`The database cannot be written: ${message}.`, {}, options);
    case codes.corrupt:
    case codes.notADb:
      return storeErrors.notADatabase(`The database cannot be read: ${message}.`, {}, options);
    case codes.cantOpen:
      return storeErrors.cannotOpen(`The database cannot be opened: ${message}.`, {}, options);
    case undefined:
    default:
      return cause;
  }
}
