/** Placeholder of the next commit: the pace of requests per rate-limit key. */
export interface Pacer {
  readonly limits: Readonly<Record<string, never>>;
}
