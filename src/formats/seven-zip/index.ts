export { decodeFolder as decodeSevenZipFolder } from "./coders.ts";
export { readSevenZip, type PlacedFolder as SevenZipPlacedFolder } from "./read-seven-zip.ts";
export type { SevenZipFile } from "./files.ts";
