import { ByteReader } from "../bytes/byte-reader.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

export const hdf5Signature: Uint8Array = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
/** An address that is none. */
const undefinedAddress = 0xffff_ffff_ffff_ffffn;

/** What the first block of an HDF5 file says. Addresses are counted from `base`. */
export interface Superblock {
  readonly version: number;
  readonly start: number;
  readonly end: number;
  readonly base: number;
  /** The end of the file as the file has it, from its first byte. */
  readonly fileEnd: number;
  /** The object header of the root group, from the first byte of the file. */
  readonly root: number;
  readonly extension: number | undefined;
  readonly driver: number | undefined;
  readonly groupLeafK: number;
  readonly groupInternalK: number;
  readonly chunkK: number;
}

/** Where the signature is: at 0, or at a power of two from 512 behind a block of the user's. */
export async function hdf5Start(source: ByteSource): Promise<number | undefined> {
  for (let at = 0; at + 8 <= source.size && at <= 2 ** 40; at = at === 0 ? 512 : at * 2) {
    const bytes = await source.read(at, 8);
    if (hdf5Signature.every((byte, i) => bytes[i] === byte)) return at;
  }
  return undefined;
}

/** Reads addresses of a file: all are checked to be inside of it. */
export class AddressReader extends ByteReader {
  readonly #base: number;

  constructor(source: ByteSource, position: number, base: number) {
    super(source, position);
    this.#base = base;
  }

  /** @returns the address from the first byte of the file, or undefined for the address that is none */
  async address(): Promise<number | undefined> {
    const at = this.position;
    const value = await this.u64();
    if (value === undefinedAddress) return undefined;
    const absolute = value + BigInt(this.#base);
    if (absolute > BigInt(this.size))
      throw new FormatFault("malformed", "an address beyond the end of the file", at);
    return Number(absolute);
  }

  async signature(expected: string): Promise<void> {
    const at = this.position;
    const read = Buffer.from(await this.bytes(4)).toString("latin1");
    if (read !== expected) throw new FormatFault("malformed", `no ${expected} where one should be`, at);
  }
}

/**
 * Reads the superblock, versions 0 to 3, with addresses and lengths of 8 bytes, as every library writes them.
 *
 * Source: HDF5 File Format Specification 3.0.
 *
 * @throws FormatFault
 */
export async function readSuperblock(source: ByteSource, start: number): Promise<Superblock> {
  const reader = new AddressReader(source, start + 8, 0);
  const version = await reader.u8();
  if (version > 3) throw new FormatFault("unsupported", `superblock version ${version}`, start + 8);
  if (version <= 1) reader.skip(4);
  const [offsets, lengths] = [await reader.u8(), await reader.u8()];
  if (offsets !== 8 || lengths !== 8)
    throw new FormatFault(
      "unsupported",
      `addresses of ${offsets} and lengths of ${lengths} bytes`,
      start + 9,
    );
  reader.skip(1);
  let [groupLeafK, groupInternalK, chunkK] = [4, 16, 32];
  if (version <= 1) {
    [groupLeafK, groupInternalK] = [await reader.u16(), await reader.u16()];
    reader.skip(4);
    if (version === 1) {
      chunkK = await reader.u16();
      reader.skip(2);
    }
  }
  const base = await reader.size64();
  if (base !== 0 && base !== start)
    throw new FormatFault("malformed", "a base address that is not the start", start);
  const addresses = new AddressReader(source, reader.position, base);
  const extension = await addresses.address();
  const fileEnd = await addresses.address();
  const driver = version <= 1 ? await addresses.address() : undefined;
  if (version <= 1) addresses.skip(8);
  const root = await addresses.address();
  if (root === undefined || fileEnd === undefined) throw new FormatFault("malformed", "no root group", start);
  addresses.skip(version <= 1 ? 24 : 4);
  return {
    version,
    start,
    end: addresses.position,
    base,
    fileEnd,
    root,
    extension: version <= 1 ? undefined : extension,
    driver,
    groupLeafK,
    groupInternalK,
    chunkK,
  };
}
