/**
 * Reads a text and remembers whether a look went beyond its end. A decision made without that cannot be
 * changed by what follows: so the law of streams holds by construction.
 */
export class Reader {
  open = false;
  /** Where what is open began, when before the place that was looked at; -1 otherwise. */
  openFrom = -1;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The code unit, or -1 behind the end; before the beginning -1 too. */
  code(at: number): number {
    if (at >= this.text.length) {
      this.open = true;
      return -1;
    }
    return at < 0 ? -1 : this.text.charCodeAt(at);
  }
}
