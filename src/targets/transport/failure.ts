import type { BartizanError, Place } from "../../errors/index.ts";
import { targetErrors } from "../errors.ts";

/** Codes of Node's TLS and of OpenSSL verification; the list of OpenSSL's X509_V_ERR names that reach users. */
const tlsCodes = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "HOSTNAME_MISMATCH",
  "EPROTO",
]);
const isTls = (code: string): boolean =>
  tlsCodes.has(code) || code.startsWith("CERT_") || code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL");

/** What a failed connection has told us by the time it failed. */
export type Progress = "connecting" | "answering";

/**
 * Turns what the network layer throws into an error of the catalogue. Texts of the network layer are
 * not passed on: they may hold header values.
 */
export function connectionFailure(thrown: unknown, place: Place, progress: Progress): BartizanError {
  const { code, message } = rootOf(thrown);
  const where = place.at ?? "the target";
  const options = { cause: code === "" ? undefined : new Error(code) };
  const tell = (
    make: (message: string, place?: Place, options?: { cause?: unknown }) => BartizanError,
    sentence: string,
  ): BartizanError => make(`${where}: ${sentence}${code === "" ? "" : ` (${code})`}.`, place, options);

  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return tell(targetErrors.nameNotResolved, "the name does not resolve");
  if (code === "ECONNREFUSED") return tell(targetErrors.connectionRefused, "the connection was refused");
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH" || code === "EADDRNOTAVAIL") {
    return tell(targetErrors.unreachable, "there is no way to this address");
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return tell(targetErrors.connectTimeout, "no connection came about in time");
  }
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    return tell(targetErrors.timeout, "no answer came in time");
  }
  if (isTls(code)) return tell(targetErrors.tlsFailed, "no secure connection could be set up");
  if (/proxy/i.test(message)) return tell(targetErrors.proxyFailed, "the proxy did not let us through");
  if (
    nameOf(thrown) === "HTTPParserError" ||
    code.startsWith("HPE_") ||
    code === "UND_ERR_HEADERS_OVERFLOW" ||
    code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"
  ) {
    if (progress === "connecting") return tell(targetErrors.notHttp, "the answer is not HTTP");
  }
  return progress === "connecting"
    ? tell(targetErrors.connectionReset, "the connection was closed before any answer")
    : tell(targetErrors.brokenAnswer, "the connection broke in the middle of the answer");
}

const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : "");

/** The code that says most: the first one down the chain of causes and collected errors. */
function rootOf(thrown: unknown): { readonly code: string; readonly message: string } {
  let here: unknown = thrown;
  let code = "";
  let message = "";
  for (let depth = 0; depth < 6 && here instanceof Error; depth++) {
    const own: unknown = "code" in here ? here.code : undefined;
    // A collected or wrapped error is less exact than what it holds.
    if (typeof own === "string" && (code === "" || code.startsWith("UND_ERR"))) code = own;
    message += ` ${here.message}`;
    here = here instanceof AggregateError ? here.errors[0] : here.cause;
  }
  return { code, message };
}
