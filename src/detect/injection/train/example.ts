/** Who handed the text to the model. Each role has its own threshold. */
export type ExampleRole = "user" | "tool" | "document";

/** One labelled text to train on or to measure with. */
export interface Example {
  readonly text: string;
  /** 1: an attack; 0: benign. */
  readonly label: 0 | 1;
  readonly role: ExampleRole;
  /** What kind of attack, or of benign text: the unit of leave-one-family-out evaluation. */
  readonly family: string;
  /** BCP 47 primary tag: `en`, `de`; `mul` where languages are mixed. */
  readonly language: string;
  /** The set it comes from: the unit of leave-one-source-out evaluation. */
  readonly source: string;
}
