import { resolve } from "node:path";
import { renderReport } from "../app/index.ts";
import type { RunReport } from "../contracts/index.ts";
import { matrixText, verdictText } from "../report/index.ts";
import type { Io } from "./command.ts";
import { writeWhole } from "./write-whole.ts";

export { writeWhole } from "./write-whole.ts";

/** Shows a report in the named format, on standard output or in a file; `text` is what people read. */
export async function showReport(
  report: RunReport,
  format: string,
  output: string | undefined,
  io: Io,
): Promise<void> {
  const terminal = output === undefined ? io : { colour: false, columns: 100 };
  const text =
    format === "text"
      ? `${verdictText(report, terminal)}\n${matrixText(report.coverage, terminal)}\n`
      : renderReport(report, format);
  if (output === undefined) {
    io.out(text.endsWith("\n") ? text : `${text}\n`);
    return;
  }
  await writeWhole(resolve(io.cwd, output), text);
  io.err(`Wrote ${output}\n`);
}
