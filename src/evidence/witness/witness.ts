import { open } from "node:fs/promises";
import { newestCheckpoint } from "../bundle/standing.ts";
import { evidenceErrors } from "../errors.ts";
import { readLines } from "../ledger/lines.ts";
import { writeFailure } from "../ledger/write-failure.ts";
import { parseCheckpoint, type SignedCheckpoint } from "../signing/checkpoint.ts";

/**
 * Someone who keeps checkpoints where the writer of the ledger cannot change them any more. What such a
 * place is, is for the user to choose: a git repository, a second host, a mailbox, a timestamping service.
 */
export interface Witness {
  readonly name: string;
  publish(checkpoint: SignedCheckpoint): Promise<void>;
}

/** A witness that appends to a file, one signed note after the other; only useful on another machine or volume. */
export const fileWitness = (path: string): Witness => ({
  name: `file:${path}`,
  async publish(checkpoint) {
    try {
      const file = await open(path, "a");
      try {
        await file.appendFile(checkpoint.note);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw writeFailure(cause, path);
    }
  },
});

/**
 * The newest checkpoint of a bundle, to be kept elsewhere. Its `note` is text of some 300 bytes: fit for a
 * commit message, an e-mail or a line of a log.
 *
 * @throws EVIDENCE_NO_CHECKPOINT, and the errors of reading the header
 */
export async function exportCheckpoint(dir: string): Promise<SignedCheckpoint> {
  const newest = await newestCheckpoint(dir);
  if (newest === undefined)
    throw evidenceErrors.noCheckpoint(`No signed checkpoint was found in ${dir}.`, { file: dir });
  return newest;
}

const longestNoteLine = 4096;
const mostLines = 5_000_000;

/**
 * The checkpoints in a file that `exportCheckpoint` or a file witness wrote, in order. Their signatures are
 * checked where they are used.
 *
 * @throws EVIDENCE_BAD_CHECKPOINT with the line, EVIDENCE_UNREADABLE
 */
export async function readCheckpointFile(path: string): Promise<SignedCheckpoint[]> {
  const found: SignedCheckpoint[] = [];
  let note: string[] = [];
  let number = 0;
  const bad = () =>
    evidenceErrors.badCheckpoint("Here stands something that is no signed checkpoint.", {
      file: path,
      line: number,
    });
  const finish = (): void => {
    const checkpoint = parseCheckpoint(`${note.join("\n")}\n`);
    if (checkpoint === undefined) throw bad();
    found.push(checkpoint);
    note = [];
  };
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      number += 1;
      if (line.kind === "overlong" || number > mostLines) throw bad();
      // An editor or a mail program may have taken the last newline away.
      const text = line.bytes.toString("utf8");
      const signature = text.startsWith("\u2014 ");
      const signed = note.at(-1)?.startsWith("\u2014 ") ?? false;
      if (signed && !signature) finish();
      if (text !== "" || note.length > 0) note.push(text);
      if (note.length > 32) throw bad();
    }
  }
  if (note.length > 0 || found.length === 0) finish();
  return found;
}

async function* linesOf(path: string): ReturnType<typeof readLines> {
  let any = false;
  try {
    for await (const lines of readLines(path, longestNoteLine)) {
      any = true;
      yield lines;
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw evidenceErrors.unreadable("The checkpoint file cannot be read.", { file: path }, { cause });
  }
  if (!any) throw evidenceErrors.unreadable("The checkpoint file is missing or empty.", { file: path });
}
