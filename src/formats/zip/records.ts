/** Signatures of the records of a zip file, as little-endian numbers (APPNOTE 6.3.10, section 4.3). */
export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  descriptor: 0x08074b50,
  extraData: 0x08064b50,
  digital: 0x05054b50,
  /** Before the first entry of an archive that was meant for several disks and fits on one. */
  spanned: 0x30304b50,
} as const;

export const flagBits = {
  encrypted: 0x0001,
  descriptor: 0x0008,
  patched: 0x0020,
  strongEncryption: 0x0040,
  utf8: 0x0800,
  maskedHeader: 0x2000,
} as const;

/** Part of an extra field: its id and where its content lies in the field. */
export interface ZipExtra {
  readonly id: number;
  readonly content: Uint8Array;
}

/** What a local header and a central one both say of an entry. */
export interface ZipFields {
  /** First byte of the header. */
  readonly start: number;
  /** Behind the header: of a local one, the first byte of the data. */
  readonly end: number;
  readonly rawName: Uint8Array;
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** With ZIP64 taken into account. */
  readonly packed: number;
  readonly size: number;
  readonly extras: readonly ZipExtra[];
  /** The extra field does not add up. */
  readonly extraBroken: boolean;
  /** ZIP64 sizes that are there although the plain fields are not full, and say something else. */
  readonly zip64Contradicts: boolean;
  /** The name of the Info-ZIP Unicode Path field (0x7075), where it is meant for this name. */
  readonly unicodeName?: string;
}

export type LocalHeader = ZipFields;

export interface CentralHeader extends ZipFields {
  /** Of the local header, from the start of the file, with the shift of its directory added. */
  readonly localStart: number;
  /** The system that made it: 3 is Unix. */
  readonly madeBy: number;
  /** Mode and kind of a file where Unix made it. */
  readonly unixMode: number;
  readonly comment: Uint8Array;
}

/** The data descriptor behind the data of an entry. */
export interface Descriptor {
  readonly start: number;
  readonly end: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** A local header with its data as a reader finds it who goes through the file from its start. */
export interface LocalEntry {
  readonly header: LocalHeader;
  /** Behind the data, as far as it can be known without the central directory. */
  readonly dataEnd: number;
  readonly descriptor?: Descriptor;
  /** The one who goes through the file comes by it; others are only pointed at. */
  readonly met: boolean;
}

/** One reading of the central directory. */
export interface CentralDirectory {
  readonly start: number;
  readonly end: number;
  /** Of its end record. */
  readonly endRecord: number;
  /** How many entries the end record says there are. */
  readonly announced: number;
  readonly entries: readonly CentralHeader[];
  /** What must be added to its offsets: the bytes before the archive, for readers who allow some. */
  readonly shift: number;
}

export interface ZipMark {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** Everything that is in a zip file, in both views. Nothing is judged. */
export interface ZipFile {
  readonly directories: readonly CentralDirectory[];
  /** In the order in which they lie in the file. */
  readonly locals: readonly LocalEntry[];
  /** Records that are neither entries nor their data. */
  readonly marks: readonly ZipMark[];
  /** Comments of the archive. */
  readonly comments: readonly { readonly start: number; readonly text: Uint8Array }[];
  /** Places where something announced is not there, or breaks off. */
  readonly faults: readonly { readonly at: number; readonly why: string }[];
}
