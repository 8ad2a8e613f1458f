import type { ScanReport } from "../../contracts/index.ts";
import { scanWriters, type ScanWriter } from "../../report/index.ts";
import { scanBom } from "./scan-bom.ts";

/** Writers of other rooms that speak of scans too, such as bills of materials. */
const further: readonly ScanWriter[] = [
  {
    id: "cyclonedx",
    about: "files, digests and findings as a bill of materials (CycloneDX 1.6)",
    write: scanBom,
  },
];

const writers = [...scanWriters, ...further];

export const scanFormats: readonly string[] = writers.map(({ id }) => id);

/** A scan in one of `scanFormats`. */
export function renderScan(
  report: ScanReport,
  format: string,
  terminal: { readonly colour: boolean; readonly columns: number },
): string {
  const writer = writers.find(({ id }) => id === format);
  if (writer === undefined) throw new RangeError(`there is no format ${format}`);
  return writer.write(report, terminal);
}
