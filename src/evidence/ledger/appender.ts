import type { FileHandle } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { BartizanError } from "../../errors/index.ts";
import { writeFailure } from "./write-failure.ts";

/**
 * Appends to a file with group commit: whatever is waiting when a sync ends goes out together with the
 * next one, so that the price of a sync is shared by all who wait for it.
 */
export interface Appender {
  /** Resolves when the bytes are on the disk (fdatasync), in the order of the calls. */
  append(bytes: Buffer): Promise<void>;
  /** Resolves when everything appended so far is on the disk or has failed. */
  settled(): Promise<void>;
  /** Set once a write or a sync has failed. The kernel may then have dropped data, so nothing more is taken. */
  readonly failure: BartizanError | undefined;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

export interface AppenderOptions {
  readonly file: FileHandle;
  readonly path: string;
  /** Where the durable part of the file ends. */
  readonly size: number;
  /** Runs before every group: what must be durable before it, or must still hold. */
  readonly before?: () => Promise<void>;
  /** Runs for every piece once it is durable, in order, before its promise resolves. */
  readonly durable?: (bytes: Buffer) => void;
}

/** Starts appending at `size`; bytes beyond it are the remains of a failed write and are cut off. */
export function createAppender(options: AppenderOptions): Appender {
  let size = options.size;
  let waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;
  let failure: BartizanError | undefined;

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      await options.before?.();
      const bytes = Buffer.concat(group.map((one) => one.bytes));
      await writeFully(options.file, bytes, size);
      await options.file.datasync();
      size += bytes.length;
    } catch (cause) {
      failure = writeFailure(cause, options.path);
      // Best effort: an incomplete line left behind is moved aside at the next opening anyway.
      await options.file.truncate(size).catch(() => undefined);
      for (const one of [...group, ...waiting.splice(0)]) one.reject(failure);
      return;
    }
    for (const one of group) {
      options.durable?.(one.bytes);
      one.resolve();
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0 && failure === undefined) {
      // One turn of the event loop: whoever was just confirmed can append again and come along.
      await nextTurn();
      await commit(waiting.splice(0));
    }
    draining = undefined;
  }

  return {
    append(bytes) {
      if (failure !== undefined) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        waiting.push({ bytes, resolve, reject });
        draining ??= drain();
      });
    },
    async settled() {
      await draining;
    },
    get failure() {
      return failure;
    },
  };
}

/** Writes all the bytes at the place given; a single write call may take fewer. */
export async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
