import { canonicalJson } from "../../formats/index.ts";
import { parseCheckpoint, type SignedCheckpoint } from "../signing/checkpoint.ts";
import { readLines } from "./lines.ts";

/** A line of `checkpoints.jsonl`. */
export type CheckpointLine =
  | {
      readonly kind: "checkpoint";
      readonly checkpoint: SignedCheckpoint;
      readonly offset: number;
      readonly end: number;
    }
  | { readonly kind: "malformed"; readonly offset: number }
  | { readonly kind: "torn"; readonly bytes: Buffer; readonly offset: number };

const longestCheckpointLine = 16 * 1024;

/** The checkpoints of a bundle in order, in bounded memory; signatures are not looked at. Never throws on content. */
export async function* readCheckpoints(path: string, until?: number): AsyncGenerator<CheckpointLine> {
  for await (const lines of readLines(path, longestCheckpointLine, until)) {
    for (const line of lines) {
      if (line.kind === "torn") yield line;
      else if (line.kind === "overlong") yield { kind: "malformed", offset: line.offset };
      else {
        const checkpoint = parseLine(line.bytes.toString("utf8"));
        const { offset } = line;
        yield checkpoint === undefined
          ? { kind: "malformed", offset }
          : { kind: "checkpoint", checkpoint, offset, end: offset + line.bytes.length + 1 };
      }
    }
  }
}

function parseLine(text: string): SignedCheckpoint | undefined {
  try {
    const value = JSON.parse(text) as { readonly note?: unknown };
    const note = value.note;
    if (typeof note !== "string" || canonicalJson({ note }) !== text) return undefined;
    return parseCheckpoint(note);
  } catch {
    return undefined;
  }
}
