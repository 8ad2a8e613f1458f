/** Where in the user's material a failure happened. Every field is optional; print what is known. */
export interface Place {
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** Path inside the document, such as `components[3].zone`. */
  readonly field?: string;
  /** Anything else that locates it: a URL without credentials, a ledger entry, a command-line flag. */
  readonly at?: string;
}

/**
 * Exit codes, the same for every command: 0 passed or clean, 1 failed gate or findings,
 * 2 bad usage or bad input, 3 inconclusive or not completely examined, 4 internal error.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What a catalogue entry says about one kind of failure. */
export interface ErrorSpec {
  /** One sentence for a person: what this kind of failure is. */
  readonly summary: string;
  /** One sentence for a person: what to do about it. */
  readonly remedy: string;
  readonly exit: Exclude<ExitCode, 0>;
}

export interface FailureOptions {
  readonly cause?: unknown;
  /** Overrides the catalogue's remedy where the place allows a more exact one ("did you mean `zone`?"). */
  readonly remedy?: string;
}

/** The one error class of the project. `code` is for programs, `message` for people. */
export class BartizanError extends Error {
  override readonly name = "BartizanError";
  readonly code: string;
  readonly place: Place;
  readonly remedy: string;
  readonly exit: Exclude<ExitCode, 0>;

  constructor(code: string, spec: ErrorSpec, message: string, place: Place, options: FailureOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.place = place;
    this.remedy = options.remedy ?? spec.remedy;
    this.exit = spec.exit;
  }
}
