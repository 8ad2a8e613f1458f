import { leakageErrors } from "../errors.ts";
import type { CanaryPlan } from "./canary-plan.ts";
import { recordLine, type RecordShape } from "./record-shape.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Finds where lines begin, chunk by chunk. A line that is empty, or holds only a carriage return, is none. */
class LineStarts {
  #inLine = false;

  /** Places of the chunk at which the first byte of a line stands. */
  *in(chunk: Uint8Array): Generator<number> {
    for (let at = 0; at < chunk.length;) {
      const byte = chunk[at];
      if (byte === lineFeed) this.#inLine = false;
      else if (this.#inLine) {
        // Lines may be long: the next one is sought for by machine.
        const end = chunk.indexOf(lineFeed, at);
        if (end === -1) return;
        at = end;
        continue;
      } else if (byte !== carriageReturn) {
        this.#inLine = true;
        yield at;
      }
      at += 1;
    }
  }
}

/** How many documents there are: lines that are not empty. Memory does not grow with the data. */
export async function countLines(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const starts = new LineStarts();
  let count = 0;
  for await (const chunk of chunks) for (const _ of starts.in(chunk)) count += 1;
  return count;
}

/** The first line that is not empty, up to a megabyte of it; empty where there is none. */
export async function firstLine(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    text = (text + decoder.decode(chunk, { stream: true })).trimStart();
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
    if (text.length > 1_000_000) return text;
  }
  return text.trimEnd();
}

/**
 * The data with the canaries among its lines, as planned. What was there stays as it was, to the byte; memory grows neither
 * with the data nor with its longest line.
 *
 * @throws LEAKAGE_DATA_UNFIT at the end, where the data holds another number of documents than the plan says
 */
export async function* withCanaries(
  chunks: AsyncIterable<Uint8Array>,
  plan: CanaryPlan,
  documents: number,
  shape: RecordShape,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const secrets = new Map(plan.canaries.map(({ id, secret }) => [id, secret]));
  let next = 0;
  const due = (document: number): Uint8Array => {
    let lines = "";
    for (; plan.insertions[next]?.before === document; next++)
      lines += `${recordLine(shape, plan.format, secrets.get(plan.insertions[next]?.canary ?? "") ?? "")}\n`;
    return encoder.encode(lines);
  };
  const starts = new LineStarts();
  let [document, last] = [0, lineFeed];
  for await (const chunk of chunks) {
    let from = 0;
    for (const at of starts.in(chunk)) {
      const lines = due(document++);
      if (lines.length === 0) continue;
      if (at > from) yield chunk.subarray(from, at);
      yield lines;
      from = at;
    }
    if (from < chunk.length) yield chunk.subarray(from);
    last = chunk.at(-1) ?? last;
  }
  if (document !== documents)
    throw leakageErrors.dataUnfit(
      `The data has ${document} documents, and the canaries were planned for ${documents}.`,
    );
  const lines = due(document);
  if (lines.length > 0) {
    if (last !== lineFeed) yield Uint8Array.of(lineFeed);
    yield lines;
  }
}
