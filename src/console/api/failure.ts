import type { WireError } from "../../contracts/index.ts";

/** A refused or failed request, in the server's own words: code, message, remedy. */
export class WireFailure extends Error {
  override readonly name = "WireFailure";
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly field: string | undefined;

  constructor(status: number, error: WireError["error"]) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.remedy = error.remedy;
    this.field = error.field;
  }
}

/** Reads a refusal, whatever the answer's body turns out to be. */
export function failureOf(status: number, body: unknown): WireFailure {
  if (isWireError(body)) return new WireFailure(status, body.error);
  return new WireFailure(status, {
    code: "CONSOLE_ANSWER_UNREADABLE",
    message: `The server answered ${String(status)} with something that is not one of its errors.`,
    remedy: "See the server's log. A proxy in between may have answered in its place.",
  });
}

function isWireError(body: unknown): body is WireError {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return (
    typeof error === "object" &&
    error !== null &&
    ["code", "message", "remedy"].every((key) => typeof Reflect.get(error, key) === "string")
  );
}

export const unreachable = new WireFailure(0, {
  code: "CONSOLE_SERVER_UNREACHABLE",
  message: "The server does not answer.",
  remedy: "Check that `bartizan serve` is still running, then try again.",
});
