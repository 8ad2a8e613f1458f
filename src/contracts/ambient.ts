/** Time as an argument, so that a run can be replayed and a test need not wait. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Seeded randomness. The same seed gives the same draws on every machine. */
export interface RandomSource {
  readonly seed: string;
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound). `bound` is a positive safe integer. */
  integer(bound: number): number;
  /** An independent stream, named; deriving does not advance this stream. */
  derive(name: string): RandomSource;
}

/** Reads a secret by reference (`env:NAME`, `file:PATH`). The value never reaches evidence or logs. */
export type SecretReader = (reference: string) => Promise<string>;
