import type { ScanReport } from "../../contracts/index.ts";
import type { TerminalOptions } from "../terminal/layout.ts";
import { scanHtml } from "./html/scan-html.ts";
import { scanMarkdown } from "./scan-markdown.ts";
import { scanSarif } from "./scan-sarif.ts";
import { scanText } from "./scan-text.ts";

/** Shows a scan in one format, whole. Ends with a line feed. */
export interface ScanWriter {
  readonly id: string;
  readonly about: string;
  write(report: ScanReport, terminal: TerminalOptions): string;
}

/** The formats of `bartizan scan`. A bill of materials comes from the room that makes them. */
export const scanWriters: readonly ScanWriter[] = [
  { id: "text", about: "for people at a terminal", write: scanText },
  { id: "json", about: "everything, for programs", write: (report) => `${JSON.stringify(report)}\n` },
  { id: "sarif", about: "findings for code scanning and trackers (SARIF 2.1.0)", write: scanSarif },
  { id: "md", about: "verdict and findings for a pull request", write: scanMarkdown },
  { id: "html", about: "one self-contained page with byte maps", write: scanHtml },
];
