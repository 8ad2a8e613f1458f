import { createHash, type Hash } from "node:crypto";
import { resolve } from "node:path";
import { fileSource, FormatFault, readArrayHeader, type ByteSource } from "../../../formats/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { appErrors } from "../../errors.ts";
import { labelOf } from "./labels.ts";
import type { RowsRead, RowsWanted } from "./rows-read.ts";
import { Reservoir } from "./reservoir.ts";

const bytesAtOnce = 4 << 20;

/**
 * Rows of a NPY file: an array of plain numbers whose first axis is the rows, in C order. Labels stand in a second
 * file. An array of objects is a pickle, and none is opened.
 *
 * @throws APP_MODEL_DATA, FORMATS_*
 */
export async function readNpyRows({ path, folder, config, input, output }: RowsWanted): Promise<RowsRead> {
  const width = input.shape.reduce((product, dim) => product * dim, 1);
  const hash = createHash("sha256");
  const kept = new Reservoir<{ readonly at: number; readonly row: Float64Array }>(
    config.rows,
    seededRandom(config.seed).derive("rows"),
  );
  const count = await eachRow({ path, file: config.file }, hash, (at, row, held) => {
    if (held !== width) fail(path, `${config.file} has rows of ${held} numbers; the model takes ${width}`);
    kept.offer(() => ({ at, row: row() }));
  });
  const sample = kept.sample();
  const broken = sample.find(({ row }) => !row.every(Number.isFinite));
  if (broken !== undefined)
    fail(path, `Row ${broken.at} of ${config.file} holds a value that is no finite number`);
  const labels = config.labels_file;
  const told = new Map<number, number>();
  if (labels !== undefined) {
    const labelsPath = resolve(folder, labels);
    const wanted = new Set(sample.map(({ at }) => at));
    const labelCount = await eachRow({ path: labelsPath, file: labels }, hash, (at, row, held) => {
      if (held !== 1) fail(labelsPath, `${labels} has ${held} numbers for a row; a label is one`);
      if (!wanted.has(at)) return;
      const label = labelOf(String(row()[0]), output);
      told.set(at, typeof label === "number" ? label : fail(labelsPath, `Row ${at} of ${labels}: ${label}`));
    });
    if (labelCount !== count) fail(labelsPath, `${labels} has ${labelCount} labels for ${count} rows`);
  }
  return {
    rows: sample.map(({ row }) => row),
    labels: sample.map(({ at }) => told.get(at) ?? -1),
    of: count,
    sha256: hash.digest("hex"),
  };
}

const fail = (path: string, why: string): never => {
  throw appErrors.modelData(`${why}.`, { file: path });
};

/** Calls `take` for each row with what reads it, and gives how many there are. Memory is bounded by some rows. */
async function eachRow(
  { path, file }: { readonly path: string; readonly file: string },
  hash: Hash,
  take: (at: number, row: () => Float64Array, width: number) => void,
): Promise<number> {
  const source = await fileSource(path);
  try {
    const { dataStart, shape, type, fortranOrder } = await readArrayHeader(source);
    const read = readers[type.name.replace(/^[|=]/u, "<")];
    const [count = 0, ...inner] = shape;
    const width = inner.reduce((product, dim) => product * dim, 1);
    if (read === undefined || type.objects)
      return fail(path, `${file} holds elements of the type ${type.name}; plain numbers are read`);
    if (shape.length === 0) fail(path, `${file} holds no rows but one number`);
    if (fortranOrder && inner.length > 0)
      fail(path, `${file} is stored column by column; save it in C order`);
    const rowBytes = width * type.itemSize;
    if (rowBytes > bytesAtOnce) return fail(path, `${file} has rows of ${rowBytes} bytes, which is too many`);
    hash.update(await source.read(0, dataStart));
    const rowsAtOnce = Math.max(1, Math.floor(bytesAtOnce / Math.max(1, rowBytes)));
    for (let from = 0; from < count; from += rowsAtOnce)
      await takeSome(source, from, Math.min(count, from + rowsAtOnce));
    return count;

    async function takeSome(bytesOf: ByteSource, from: number, to: number): Promise<void> {
      const bytes = await bytesOf.read(dataStart + from * rowBytes, (to - from) * rowBytes);
      hash.update(bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = from; at < to; at++)
        take(
          at,
          () =>
            Float64Array.from({ length: width }, (_, i) =>
              readNumber(view, (at - from) * rowBytes + i * type.itemSize),
            ),
          width,
        );
    }
    function readNumber(view: DataView, at: number): number {
      return read?.(view, at) ?? NaN;
    }
  } catch (error) {
    if (error instanceof FormatFault)
      throw appErrors.modelData(
        `${file} is no NPY file: ${error.message}.`,
        { file: path },
        { cause: error },
      );
    throw error;
  } finally {
    await source.close();
  }
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  "<f4": (view, at) => view.getFloat32(at, true),
  "<f8": (view, at) => view.getFloat64(at, true),
  "<i1": (view, at) => view.getInt8(at),
  "<i2": (view, at) => view.getInt16(at, true),
  "<i4": (view, at) => view.getInt32(at, true),
  "<i8": (view, at) => Number(view.getBigInt64(at, true)),
  "<u1": (view, at) => view.getUint8(at),
  "<u2": (view, at) => view.getUint16(at, true),
  "<u4": (view, at) => view.getUint32(at, true),
  "<u8": (view, at) => Number(view.getBigUint64(at, true)),
  "<b1": (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  "<?": (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  ">f4": (view, at) => view.getFloat32(at),
  ">f8": (view, at) => view.getFloat64(at),
  ">i2": (view, at) => view.getInt16(at),
  ">i4": (view, at) => view.getInt32(at),
  ">i8": (view, at) => Number(view.getBigInt64(at)),
};
