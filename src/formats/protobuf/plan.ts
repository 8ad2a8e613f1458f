/**
 * What a field is read as. `bytes` gives the place of the value and reads nothing; `ints` takes packed and
 * unpacked ones; `skip` is known and not kept. A function gives the plan of a message inside.
 */
export type FieldKind = "int" | "float" | "text" | "bytes" | "ints" | "skip" | (() => MessagePlan);
export type FieldPlan = readonly [name: string, kind: FieldKind];

/** The fields of a message that are known, by number. */
export interface MessagePlan {
  /** What its bytes are called in the byte map. */
  readonly title: string;
  /** Its name in the schema, to tell streamed ones apart. */
  readonly name?: string;
  /** Handed to the visitor and not kept in the message around it: for what there are millions of. */
  readonly streamed?: boolean;
  readonly fields: Readonly<Record<number, FieldPlan>>;
}
