import { FormatFault, memorySource, readMessage, textOf, type WireField } from "../../formats/index.ts";
import type { Graph } from "./model.ts";

/** Gives bytes of a file beside the model. Whoever gives it decides which files may be read. */
export type ExternalDataReader = (
  location: string,
  offset: number,
  length: number | undefined,
) => Promise<Uint8Array>;

/** Bytes of one message, and how to go into the messages inside. */
export interface Decoding {
  readonly bytes: Uint8Array;
  readonly externalData: ExternalDataReader | undefined;
  /** How many graphs this one is inside of. */
  readonly depth: number;
  /** Reads a graph inside of an attribute. */
  readonly readGraph: (decoding: Decoding, span: WireSpan) => Promise<Graph>;
}

/** Where a message is inside of the model's bytes. */
export interface WireSpan {
  readonly from: number;
  readonly to: number;
}
export const whole = ({ bytes }: Decoding): WireSpan => ({ from: 0, to: bytes.length });

/** Of a field that is a message. @throws FormatFault where it is a number */
export function spanOf(field: WireField): WireSpan {
  if (field.wire !== "len")
    throw new FormatFault("malformed", "a number where a message belongs", field.start);
  return { from: field.from, to: field.to };
}

export function fieldsOf(
  { bytes }: Decoding,
  { from, to }: WireSpan,
  onField: (field: WireField) => void | Promise<void>,
): Promise<void> {
  return readMessage(memorySource(bytes), from, to, onField, {}, bytes.subarray(from, to));
}

/** Names and texts are short; a longer one is cut, and then belongs to nothing. */
export function text({ bytes }: Decoding, field: WireField): string {
  const read = textOf(memorySource(bytes), field);
  if (typeof read !== "string")
    throw new FormatFault("malformed", "a text that is not in the bytes", field.start);
  return read;
}
