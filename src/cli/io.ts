import type { Io } from "./command.ts";

const largestStdin = 256 * 1024 * 1024;

/** The real process. Colour only on a terminal, and never when `NO_COLOR` is set. */
export function processIo(signal: AbortSignal): Io {
  const { stdout, stderr, stdin, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY ?? false,
    errIsTerminal: stderr.isTTY ?? false,
    columns: stdout.columns ?? 80,
    colour: (stdout.isTTY ?? false) && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb",
    env,
    cwd: process.cwd(),
    signal,
    async readStdin() {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of stdin) {
        // Safe: stdin has no encoding set, so its chunks are buffers.
        const bytes = chunk as Uint8Array;
        size += bytes.length;
        if (size > largestStdin) throw new RangeError("standard input is larger than 256 MiB");
        chunks.push(bytes);
      }
      return Buffer.concat(chunks);
    },
  };
}
