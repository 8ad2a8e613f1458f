import { BartizanError } from "../errors/index.ts";
import { serverErrors } from "./errors.ts";
import type { WireError } from "./wire/wire.ts";

/** HTTP status by code; a code of another room goes by its exit code. */
const statusByCode: Readonly<Record<string, number>> = {
  SERVER_HOST_REFUSED: 421,
  SERVER_ORIGIN_REFUSED: 403,
  SERVER_NOT_SIGNED_IN: 401,
  SERVER_TOKEN_REFUSED: 401,
  SERVER_TOO_MANY_ATTEMPTS: 429,
  SERVER_ROLE_TOO_LOW: 403,
  SERVER_NOT_FOUND: 404,
  SERVER_BAD_REQUEST: 400,
  SERVER_BODY_TOO_LARGE: 413,
  SERVER_TOO_MANY_STREAMS: 503,
  SERVER_BUNDLE_FILE_REFUSED: 400,
  SERVER_BUNDLE_CONFLICT: 409,
  SERVER_BUNDLE_REFUSED: 422,
  SERVER_INTERNAL: 500,
};
const statusByExit = { 1: 422, 2: 400, 3: 422, 4: 500 } as const;

export interface RefusedAnswer {
  readonly status: number;
  readonly body: WireError;
}

/** Writes any thrown thing as a wire error. What we did not foresee tells the client only a number. */
export function refusalOf(error: unknown, trace: () => string, log: (line: string) => void): RefusedAnswer {
  if (error instanceof BartizanError) {
    const { code, message, remedy, place } = error;
    const status = statusByCode[code] ?? statusByExit[error.exit];
    if (status >= 500) log(`${code}: ${message}`);
    return {
      status,
      body: {
        error: { code, message, remedy, ...(place.field === undefined ? {} : { field: place.field }) },
      },
    };
  }
  const number = trace();
  log(`request ${number}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const failure = serverErrors.internal(`The server failed on this request (number ${number}).`);
  return {
    status: 500,
    body: { error: { code: failure.code, message: failure.message, remedy: failure.remedy } },
  };
}
