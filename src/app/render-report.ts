import type { RunReport } from "../contracts/index.ts";
import { writers } from "../report/index.ts";
import { appErrors } from "./errors.ts";

export const reportFormats: readonly string[] = writers.map(({ id }) => id);

/** @throws APP_UNKNOWN_FORMAT */
export function renderReport(report: RunReport, format: string): string {
  const writer = writers.find(({ id }) => id === format);
  if (writer === undefined) {
    throw appErrors.unknownFormat(
      `There is no format "${format}"; there are ${["text", ...reportFormats].join(", ")}.`,
      { at: "--format" },
    );
  }
  return writer.write(report);
}
