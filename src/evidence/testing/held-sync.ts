import type { FileHandle } from "node:fs/promises";

/** A file whose syncs wait until the test lets them through, and which remembers the order of what was done to it. */
export interface HeldFile {
  readonly handle: FileHandle;
  /** `write` and `datasync`, as they were called. */
  readonly calls: readonly string[];
  /** What was written, at its places. */
  content(): string;
  /** Resolves when a sync has been asked for that was not let through yet. */
  syncAsked(): Promise<void>;
  /** Ends the oldest waiting sync: well, or with this error. */
  letThrough(error?: Error): void;
}

const gate = (): PromiseWithResolvers<void> => Promise.withResolvers();

/** In memory; nothing is durable before `letThrough`. */
export function heldFile(): HeldFile {
  const calls: string[] = [];
  const waiting: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  let asked = gate();
  let bytes = Buffer.alloc(0);
  const file = {
    async write(from: Buffer, offset: number, length: number, position: number) {
      calls.push("write");
      const grown = Buffer.alloc(Math.max(bytes.length, position + length));
      bytes.copy(grown);
      from.copy(grown, position, offset, offset + length);
      bytes = grown;
      return { bytesWritten: length, buffer: from };
    },
    datasync() {
      calls.push("datasync");
      return new Promise<void>((resolve, reject) => {
        waiting.push({ resolve, reject });
        asked.resolve();
      });
    },
    async truncate(size: number) {
      calls.push("truncate");
      bytes = bytes.subarray(0, size);
    },
    async close() {
      calls.push("close");
    },
  };
  return {
    // Safe: the appender and the blob store use these four methods and no others.
    handle: file as unknown as FileHandle,
    calls,
    content: () => bytes.toString("utf8"),
    syncAsked: () => asked.promise,
    letThrough(error) {
      const sync = waiting.shift();
      if (sync === undefined) throw new Error("no sync is waiting");
      if (waiting.length === 0) asked = gate();
      if (error === undefined) sync.resolve();
      else sync.reject(error);
    },
  };
}

/** Says at any time whether a promise is still pending, after everything that could settle it has had its turns. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => void (settled = true);
  promise.then(note, note);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return !settled;
}
