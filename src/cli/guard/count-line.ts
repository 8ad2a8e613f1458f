import type { Io } from "../command.ts";

const everyMs = 100;

/** Shows on a terminal how many of many are done; nothing elsewhere, and nothing for what takes no time. */
export function countLine(
  io: Io,
  total: number,
  things: string,
  now: () => number = () => performance.now(),
) {
  const began = now();
  let drawn = began;
  return {
    at(done: number): void {
      if (!io.errIsTerminal || now() - drawn < everyMs) return;
      drawn = now();
      const width = 24;
      const filled = total === 0 ? width : Math.round((done / total) * width);
      io.err(`\r\u001b[2K${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total} ${things}`);
    },
    end(): void {
      if (drawn > began) io.err("\r\u001b[2K");
    },
  };
}

/** As `countLine`, where nobody knows how many there will be. */
export function growingCount(io: Io, things: string, now: () => number = () => performance.now()) {
  const began = now();
  let drawn = began;
  return {
    at(done: number): void {
      if (!io.errIsTerminal || now() - drawn < everyMs) return;
      drawn = now();
      io.err(`\r\u001b[2K${done} ${things}`);
    },
    end(): void {
      if (drawn > began) io.err("\r\u001b[2K");
    },
  };
}
