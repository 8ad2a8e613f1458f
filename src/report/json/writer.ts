import type { ReportWriter } from "../../contracts/index.ts";

/** The report itself, one document, as `schemaVersion` describes it. */
export const writer: ReportWriter = {
  id: "json",
  mediaType: "application/json",
  extension: "json",
  about: "everything, for programs",
  write: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
