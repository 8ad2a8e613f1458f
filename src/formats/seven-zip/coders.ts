import { partOf, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import {
  bunzip2,
  filtered,
  inflate,
  inflate64,
  unlz4,
  unlzma,
  unlzma2,
  unzstd,
  type Decoder,
  type PackFilter,
} from "../unpack/index.ts";
import { outputSize, type SevenZipCoder, type SevenZipFolder } from "./streams.ts";

const aes = "06f10701";
/** Filters and methods by their numbers, for the words of a fault. */
const names: Readonly<Record<string, string>> = {
  "0303011b": "BCJ2",
  "030401": "PPMd",
  "06": "IA-64",
  "03030401": "IA-64",
  "0b": "RISC-V",
};

/** Filters by their numbers, old and new. */
const machines: Readonly<Record<string, Exclude<PackFilter["kind"], "delta">>> = {
  "04": "x86",
  "03030103": "x86",
  "05": "powerPc",
  "03030205": "powerPc",
  "07": "arm",
  "03030501": "arm",
  "08": "thumb",
  "03030701": "thumb",
  "09": "sparc",
  "03030805": "sparc",
  "0a": "arm64",
};

/**
 * Unpacks a folder that goes through one method, and the filters that were put on before it.
 *
 * @throws FormatFault `encrypted`, `unsupported` for coders that are joined otherwise, and what the decoder throws
 */
export function decodeFolder(
  source: ByteSource,
  start: number,
  end: number,
  folder: SevenZipFolder,
): Decoder {
  if (folder.coders.some(({ method }) => method === aes))
    throw new FormatFault("encrypted", "what is in it is encrypted", start);
  const order = chainOf(folder, start);
  const [first = -1, ...others] = order;
  const filters = others.map((i) => filterOf(folder, i, start));
  const size = folder.sizes[first] ?? outputSize(folder);
  let decoder = methodOf(source, start, end, folder.coders[first], size);
  for (const filter of filters) decoder = filtered(decoder, filter);
  return decoder;
}

/** The coders in the order in which the packed bytes go through them. */
function chainOf(folder: SevenZipFolder, start: number): readonly number[] {
  const unsupported = (): FormatFault => {
    const methods = folder.coders.map(({ method }) => names[method] ?? method).join(", ");
    return new FormatFault("unsupported", `coders that are not joined in a row (${methods})`, start);
  };
  if (folder.coders.some(({ inputs, outputs }) => inputs !== 1 || outputs !== 1)) throw unsupported();
  // With one input and one output each, the numbers of both are that of the coder.
  const before = new Map(folder.pairs.map(([input, output]) => [input, output]));
  const after = new Map(folder.pairs.map(([input, output]) => [output, input]));
  const order: number[] = [];
  const first = folder.coders.findIndex((_, i) => !before.has(i));
  for (let at: number | undefined = first; at !== undefined && at >= 0; at = after.get(at)) {
    if (order.length === folder.coders.length) throw unsupported();
    order.push(at);
  }
  if (order.length !== folder.coders.length) throw unsupported();
  return order;
}

function filterOf(folder: SevenZipFolder, index: number, start: number): PackFilter {
  const { method = "", properties = new Uint8Array() } = folder.coders[index] ?? {};
  if (method === "03") return { kind: "delta", distance: (properties[0] ?? 0) + 1 };
  const kind = machines[method];
  if (kind === undefined)
    throw new FormatFault("unsupported", `the filter ${names[method] ?? method}`, start);
  const view = new DataView(properties.buffer, properties.byteOffset, properties.length);
  return { kind, start: properties.length === 4 ? view.getUint32(0, true) : 0 };
}

function methodOf(
  source: ByteSource,
  start: number,
  end: number,
  coder: SevenZipCoder | undefined,
  size: number,
): Decoder {
  const { method = "", properties = new Uint8Array() } = coder ?? {};
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
    case "040109":
      return inflate64(source, start, end);
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
