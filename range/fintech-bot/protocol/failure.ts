/** An OpenAI error body with its status, as clients of that protocol expect it. */
export interface Failure {
  readonly status: 400 | 401 | 404 | 405 | 413 | 429 | 500;
  readonly type: "invalid_request_error" | "authentication_error" | "rate_limit_error" | "server_error";
  readonly code: string | null;
  readonly param: string | null;
  readonly message: string;
}

export const invalid = (
  message: string,
  param: string | null = null,
  code: string | null = null,
): Failure => ({
  status: 400,
  type: "invalid_request_error",
  code,
  param,
  message,
});

export const tooLarge = (bytes: number): Failure => ({
  ...invalid(`The request is larger than ${bytes} bytes.`),
  status: 413,
});

export const failureBody = ({ message, type, param, code }: Failure): { readonly error: object } => ({
  error: { message, type, param, code },
});
