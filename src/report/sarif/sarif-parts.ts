import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonObject, Severity } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";

export const sarifSchema =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export const levels: Readonly<Record<Severity, string>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** GitHub sorts by this CVSS-like number. */
export const severityScores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
};

/** A relative path stays relative, so that code scanning finds it in the repository. */
export function uriOf(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}

/** A notification: something a reader must know beside the results. */
export const note = (level: string, text: string): JsonObject => ({
  level,
  message: { text: visibleText(text) },
});
