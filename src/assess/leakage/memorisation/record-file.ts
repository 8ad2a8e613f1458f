import { z } from "zod";
import { leakageErrors } from "../errors.ts";
import { protectRecords, type ProtectedRecords } from "../protected-records/protect-records.ts";

/**
 * Records of the training data that must not come back, with controls of the same kind that were not in it. The beginnings
 * are given to the model, so they stand here as they are; of what has to follow there are keyed marks only.
 */
export interface RecordFile {
  readonly schemaVersion: "bartizan.records/v1";
  readonly questions: readonly {
    /** Id of the record among `protected`. */
    readonly record: string;
    readonly beginning: string;
    readonly trained: boolean;
    /** How often it stood in the training data, where that is known. */
    readonly copies?: number;
  }[];
  readonly protected: ProtectedRecords;
}

const word = z.string().min(1).max(200);
const file = z.strictObject({
  schemaVersion: z.literal("bartizan.records/v1"),
  questions: z
    .array(
      z.strictObject({
        record: word,
        beginning: z.string().min(1).max(100_000),
        trained: z.boolean(),
        copies: z.int().min(0).exactOptional(),
      }),
    )
    .min(1)
    .max(100_000),
  protected: z.strictObject({
    keyId: word,
    shingleWords: z.int().min(1).max(64),
    records: z.array(z.strictObject({ id: word, words: z.int().min(1), marks: z.array(word).min(1) })),
  }),
});

/** Reads such a file back. @throws LEAKAGE_DATA_UNFIT with the place that is wrong */
export function parseRecordFile(value: unknown): RecordFile {
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw leakageErrors.dataUnfit(
      `This is no file of protected records: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "not understood"}.`,
    );
  }
  const known = new Set(parsed.data.protected.records.map(({ id }) => id));
  const asked = parsed.data.questions.map(({ record }) => record);
  const lost = asked.find((id) => !known.has(id));
  if (lost !== undefined || new Set(asked).size < asked.length)
    throw leakageErrors.dataUnfit(
      `This is no file of protected records: ${lost === undefined ? "a record is asked for twice" : `it does not hold \`${lost}\``}.`,
    );
  return parsed.data;
}

/** A record before it is protected. */
export interface PlainRecord {
  readonly id: string;
  readonly text: string;
  readonly trained: boolean;
  readonly copies?: number;
}

/** Fewer words than this may follow by chance. */
const leastWords = 5;

/**
 * Makes the file: each record is cut behind its first words.
 *
 * @returns the file, and the ids of records that are too short to be cut
 * @throws LEAKAGE_KEY_TOO_SHORT, LEAKAGE_DATA_UNFIT where no record is long enough, or two have one id
 */
export function makeRecordFile(
  records: readonly PlainRecord[],
  key: string,
  prefixWords: number,
): { readonly file: RecordFile; readonly tooShort: readonly string[] } {
  if (new Set(records.map(({ id }) => id)).size < records.length)
    throw leakageErrors.dataUnfit("Two records have the same id.");
  const cut = records.map((record) => {
    const pieces = record.text.split(/\s+/).filter((piece) => piece !== "");
    const [beginning, rest] = [pieces.slice(0, prefixWords), pieces.slice(prefixWords)];
    return { ...record, beginning: beginning.join(" "), rest: rest.join(" "), words: rest.length };
  });
  const whole = cut.filter(({ words }) => words >= leastWords);
  if (whole.length === 0) throw leakageErrors.dataUnfit(`No record has ${prefixWords + leastWords} words.`);
  return {
    file: {
      schemaVersion: "bartizan.records/v1",
      questions: whole.map(({ id, beginning, trained, copies }) => ({
        record: id,
        beginning,
        trained,
        ...(copies === undefined ? {} : { copies }),
      })),
      protected: protectRecords(
        whole.map(({ id, rest }) => ({ id, text: rest })),
        key,
      ),
    },
    tooShort: cut.filter(({ words }) => words < leastWords).map(({ id }) => id),
  };
}
