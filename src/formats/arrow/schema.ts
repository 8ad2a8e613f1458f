import type { FlatField, FlatSchema } from "../flatbuffer/walk-flatbuffer.ts";

const many = (table: string): FlatField => ({ table, many: true });
const one = (table: string): FlatField => ({ table, many: false });

/** Kinds of values by their number; `Plain` are those that refer to nothing. */
const types: Readonly<Record<number, string>> = Object.fromEntries(
  Array.from({ length: 26 }, (_, i) => {
    const number = i + 1;
    return [number, number === 10 ? "Timestamp" : number === 14 ? "Union" : "Plain"];
  }),
);

/** What is in the metadata of a message. */
export const messageKinds = { 1: "Schema", 2: "DictionaryBatch", 3: "RecordBatch" } as const;

/**
 * The references in the tables of Arrow, format version 1.5.
 *
 * Source: https://github.com/apache/arrow/tree/main/format (Message.fbs, Schema.fbs, File.fbs)
 */
export const arrowSchema: FlatSchema = {
  Message: { 2: { union: 1, tables: messageKinds }, 4: many("KeyValue") },
  Footer: { 1: one("Schema"), 2: "bytes24", 3: "bytes24", 4: many("KeyValue") },
  Schema: { 1: many("Field"), 2: many("KeyValue"), 3: "bytes8" },
  Field: {
    0: "text",
    3: { union: 2, tables: types },
    4: one("DictionaryEncoding"),
    5: many("Field"),
    6: many("KeyValue"),
  },
  DictionaryEncoding: { 1: one("Plain") },
  KeyValue: { 0: "text", 1: "text" },
  RecordBatch: { 1: "bytes16", 2: "bytes16", 3: one("Plain"), 4: "bytes8" },
  DictionaryBatch: { 1: one("RecordBatch") },
  Timestamp: { 1: "text" },
  Union: { 1: "bytes4" },
  Plain: {},
};
