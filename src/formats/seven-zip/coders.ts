import { partOf, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { bunzip2, inflate, unlz4, unlzma, unlzma2, unzstd, type Decoder } from "../unpack/index.ts";
import { outputSize, type SevenZipFolder } from "./streams.ts";

const aes = "06f10701";
/** Filters and methods by their numbers, for the words of a fault. */
const names: Readonly<Record<string, string>> = {
  "03030103": "BCJ",
  "0303011b": "BCJ2",
  "030401": "PPMd",
  "04": "BCJ",
  "03": "Delta",
  "040109": "Deflate64",
};

/**
 * Unpacks a folder that goes through one coder, which is what archives of models have.
 *
 * @throws FormatFault `encrypted`, `unsupported` for several coders in a row, and what the decoder throws
 */
export function decodeFolder(
  source: ByteSource,
  start: number,
  end: number,
  folder: SevenZipFolder,
): Decoder {
  if (folder.coders.some(({ method }) => method === aes))
    throw new FormatFault("encrypted", "what is in it is encrypted", start);
  const [coder, ...others] = folder.coders;
  if (coder === undefined || others.length > 0 || coder.inputs !== 1 || coder.outputs !== 1) {
    const methods = folder.coders.map(({ method }) => names[method] ?? method).join(", ");
    throw new FormatFault("unsupported", `several coders in a row (${methods})`, start);
  }
  const { method, properties } = coder;
  const size = outputSize(folder);
  switch (method) {
    case "00":
      return copy(source, start, end);
    case "030101": {
      if (properties.length < 5) throw new FormatFault("malformed", "LZMA without its properties", start);
      const view = new DataView(properties.buffer, properties.byteOffset, 5);
      return unlzma(source, start, end, {
        properties: view.getUint8(0),
        dictionary: view.getUint32(1, true),
        size,
      });
    }
    case "21": {
      const bits = properties[0] ?? 41;
      if (bits > 39) throw new FormatFault("malformed", "a dictionary that there is not", start);
      return unlzma2(source, start, end, (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11));
    }
    case "040108":
      return inflate(source, start, end);
    case "040202":
      return bunzip2(source, start, end);
    case "04f71101":
      return unzstd(source, start, end);
    case "04f71104":
      return unlz4(source, start, end);
    default:
      throw new FormatFault("unsupported", `the method ${names[method] ?? method}`, start);
  }
}

async function* copy(source: ByteSource, start: number, end: number): Decoder {
  const part = partOf(source, start, end);
  const step = 256 * 1024;
  for (let at = 0; at < part.size; at += step) yield await part.read(at, step);
  return end;
}
