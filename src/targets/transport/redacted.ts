import { BartizanError } from "../../errors/index.ts";
import type { Redactor } from "./redactor.ts";

/** The same error without secrets. The cause is dropped: it is the network layer's, and may hold headers. */
export function redacted(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof BartizanError)) return error;
  const clean = (text: string | undefined): string | undefined =>
    text === undefined ? text : redactor.clean(text);
  const message = redactor.clean(error.message);
  const at = clean(error.place.at);
  if (message === error.message && at === error.place.at) return error;
  return new BartizanError(
    error.code,
    { summary: message, remedy: error.remedy, exit: error.exit },
    message,
    { ...error.place, ...(at !== undefined && { at }) },
    {},
  );
}
