import type { ScanProgress } from "../../app/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";

const everyMs = 100;
/** What is done sooner needs no bar. */
const silentMs = 300;

/** A bar with bytes on a terminal while a scan goes on, only ever on stderr; nothing elsewhere. */
export function scanProgress(io: Io, now: () => number = () => performance.now()) {
  const began = now();
  let drawnAt = began;
  let drawn = false;
  return {
    update(progress: ScanProgress): void {
      if (!io.errIsTerminal || now() - began < silentMs || now() - drawnAt < everyMs) return;
      drawnAt = now();
      drawn = true;
      io.err(`\r\u001b[2K${progressLine(progress, io.columns)}`);
    },
    end(): void {
      if (drawn) io.err("\r\u001b[2K");
    },
  };
}

/** @example progressLine(progress, 80) // "██████░░░░ 1.2 of 4.0 GB, 3 of 14 files  model.safetensors" */
export function progressLine(progress: ScanProgress, columns: number): string {
  const { bytes, bytesDone, files, filesDone, doing, path } = progress;
  const share = bytes === 0 ? 1 : Math.min(1, bytesDone / bytes);
  const wide = 20;
  const filled = Math.round(share * wide);
  const what = doing === "code" ? "files of code" : "files";
  const line = `${"█".repeat(filled)}${"░".repeat(wide - filled)} ${amount(bytesDone, bytes)}, ${filesDone} of ${files} ${what}  ${visibleText(path).replaceAll(/\s/g, " ")}`;
  return line.slice(0, Math.max(20, columns - 1));
}

function amount(done: number, all: number): string {
  const unit = all >= 1e9 ? "GB" : all >= 1e6 ? "MB" : "KB";
  const scale = { GB: 1e9, MB: 1e6, KB: 1e3 }[unit];
  return `${(done / scale).toFixed(1)} of ${(all / scale).toFixed(1)} ${unit}`;
}
