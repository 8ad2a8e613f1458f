export { readZip } from "./read-zip.ts";
export { isZipAtEnd } from "./recognise.ts";
export {
  flagBits as zipFlags,
  type CentralDirectory,
  type CentralHeader,
  type Descriptor,
  type LocalEntry,
  type LocalHeader,
  type ZipFields,
  type ZipFile,
} from "./records.ts";
