import type { ScanReport } from "../../contracts/index.ts";
import { scanWriters, type ScanWriter } from "../../report/scan/index.ts";

type LaterWriter = Pick<ScanWriter, "id" | "about"> & {
  readonly write: (...given: Parameters<ScanWriter["write"]>) => string | Promise<string>;
};

/** Writers of other rooms that speak of scans too, such as bills of materials: loaded when they are asked for. */
const further: readonly LaterWriter[] = [
  {
    id: "cyclonedx",
    about: "files, digests and findings as a bill of materials (CycloneDX 1.6)",
    write: async (report) => (await import("./scan-bom.ts")).scanBom(report),
  },
];

const writers: readonly LaterWriter[] = [...scanWriters, ...further];

export const scanFormats: readonly string[] = writers.map(({ id }) => id);

/** A scan in one of `scanFormats`. */
export async function renderScan(
  report: ScanReport,
  format: string,
  terminal: { readonly colour: boolean; readonly columns: number },
): Promise<string> {
  const writer = writers.find(({ id }) => id === format);
  if (writer === undefined) throw new RangeError(`there is no format ${format}`);
  return writer.write(report, terminal);
}
