import { z } from "zod";
import { makeRecordFile, type PlainRecord } from "../../assess/leakage/index.ts";
import { secretReader } from "../../system/index.ts";
import { fileLines } from "../guard/file-lines.ts";
import { writeOutput } from "../guard/write-output.ts";
import { canariesErrors } from "./errors.ts";

export interface ProtectRequest {
  /** JSON lines of `{"text"}`, with `id` and `copies` where they are known. */
  readonly records: string;
  /** The same, of records that were not trained on. */
  readonly controls?: string;
  readonly prefixWords: number;
  /** `env:NAME` or `file:PATH`. */
  readonly key: string;
  readonly out: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ProtectReport {
  readonly records: number;
  readonly controls: number;
  readonly tooShort: readonly string[];
}

const line = z.object({
  text: z.string().min(1).max(1_000_000),
  id: z.string().min(1).max(200).optional(),
  copies: z.int().min(0).max(1_000_000_000).optional(),
});

/**
 * Writes a file of protected records: beginnings to ask with, and keyed marks of what must not follow.
 *
 * @throws CANARIES_RECORDS_UNFIT, CANARIES_UNREADABLE, LEAKAGE_*, APP_UNWRITABLE_FILE, and what reading a secret throws
 */
export async function protectRecordFile(request: ProtectRequest): Promise<ProtectReport> {
  const { cwd, env, key: reference, prefixWords } = request;
  const key = await secretReader({ env, directory: cwd })(reference);
  const records = [
    ...(await recordsOf(request.records, true)),
    ...(request.controls === undefined ? [] : await recordsOf(request.controls, false)),
  ];
  const { file, tooShort } = makeRecordFile(records, key, prefixWords);
  await writeOutput(request.out, `${JSON.stringify(file)}\n`);
  const trained = file.questions.filter((one) => one.trained).length;
  return { records: trained, controls: file.questions.length - trained, tooShort };
}

async function recordsOf(file: string, trained: boolean): Promise<readonly PlainRecord[]> {
  const records: PlainRecord[] = [];
  for await (const { line: number, text } of fileLines(file, canariesErrors.unreadable)) {
    const record = readLine(text);
    if (record === undefined)
      throw canariesErrors.recordsUnfit(`Line ${number} of ${file} is not {"text"}.`, { file });
    const { id, copies } = record;
    records.push({
      // Two files may number their records alike.
      id: id ?? `${trained ? "record" : "control"}-${number}`,
      text: record.text,
      trained,
      ...(copies === undefined ? {} : { copies }),
    });
  }
  return records;
}

function readLine(text: string): z.output<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
