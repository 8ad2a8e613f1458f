/** Why a parser could not go on. */
export type FaultKind =
  /** The bytes end before the structure does. */
  | "truncated"
  /** The bytes break a rule of the format. */
  | "malformed"
  /** A count or a size beyond the limits here: the file may be right, but was not examined. */
  | "too-large"
  | "encrypted"
  /** A variant of the format that is not read here. */
  | "unsupported";

/**
 * A parser's "no further": what is wrong and at which byte. It is data about the file, not a failure
 * of the program: whoever examines turns it into a finding, and the verdict cannot be `clean`.
 */
export class FormatFault extends Error {
  override readonly name = "FormatFault";
  readonly kind: FaultKind;
  /** From the start of the source that was parsed. */
  readonly offset: number;

  constructor(kind: FaultKind, message: string, offset: number) {
    super(message);
    this.kind = kind;
    this.offset = offset;
  }
}
