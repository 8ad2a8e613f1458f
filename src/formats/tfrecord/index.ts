export { crc32c, maskedCrc32c } from "./crc32c.ts";
export { beginsAsTfRecord, readTfRecords, type TfRecord } from "./read-tfrecord.ts";
