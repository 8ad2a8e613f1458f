import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { elementType } from "./decode.ts";
import { diffModels, type ModelDiff } from "./diff-models.ts";
import { eigenvalues, orthonormal } from "./small-matrices.ts";

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "bartizan-tensors-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}
const f32 = (shape: readonly number[], values: readonly number[]): Tensor => ({
  dtype: "F32",
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});
/** Rounds by cutting off: what matters here is only that it is coarse. */
const bf16 = (shape: readonly number[], values: readonly number[]): Tensor => ({
  dtype: "BF16",
  shape,
  bytes: new Uint8Array(
    Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), (word) => word >>> 16).buffer,
  ),
});

function safetensors(name: string, tensors: Readonly<Record<string, Tensor>>): string {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([key, { dtype, shape, bytes }]) => {
      const from = at;
      at += bytes.length;
      return [key, { dtype, shape, data_offsets: [from, at] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([length, text, ...Object.values(tensors).map(({ bytes }) => bytes)]));
  return path;
}

/** One field of a protocol buffer with a length. */
const field = (number: number, bytes: Uint8Array): Buffer => {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
};
function onnx(name: string, tensors: Readonly<Record<string, readonly number[]>>): string {
  const initializers = Object.entries(tensors).map(([key, values]) =>
    field(
      5,
      Buffer.concat([
        Buffer.from([0x08, values.length, 0x10, 0x01]),
        field(8, Buffer.from(key)),
        field(9, new Uint8Array(Float32Array.from(values).buffer)),
      ]),
    ),
  );
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([Buffer.from([0x08, 8]), field(7, Buffer.concat(initializers))]));
  return path;
}

const diff = (a: string, b: string): Promise<ModelDiff> => diffModels(a, b, { ranks: true });

function gaussian(count: number, seed: string): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    return radius * Math.cos(2 * Math.PI * random.next());
  });
}

/** A matrix of that rank: the sum of outer products. */
function lowRank(rows: number, columns: number, rank: number): number[] {
  const out = Array.from({ length: rows * columns }, () => 0);
  for (let r = 0; r < rank; r++) {
    const [left, right] = [gaussian(rows, `l${r}`), gaussian(columns, `r${r}`)];
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        out[i * columns + j] = (out[i * columns + j] ?? 0) + (left[i] ?? 0) * (right[j] ?? 0);
  }
  return out;
}
const sum = (a: readonly number[], b: readonly number[], scale: number): number[] =>
  a.map((x, i) => x + scale * (b[i] ?? 0));

describe("what changed between two models", () => {
  it("is measured tensor by tensor, exactly", async () => {
    const a = safetensors("a", { w: f32([2, 2], [3, 0, 0, 4]), same: f32([1], [7]), gone: f32([1], [1]) });
    const b = safetensors("b", { w: f32([2, 2], [3, 0, 0, 7]), same: f32([1], [7]), new: f32([1], [1]) });
    const found = await diff(a, b);
    expect(found).toMatchObject({ same: false, added: ["new"], removed: ["gone"], reshaped: [] });
    expect(found.changed).toHaveLength(1);
    expect(found.changed[0]).toMatchObject({
      name: "w",
      relativeNorm: 3 / 5,
      maxChange: 3,
      changedShare: 0.25,
    });
    expect(found.changed[0]?.cosine).toBeCloseTo(37 / (5 * Math.sqrt(58)), 12);
    expect((await diff(a, a)).same).toBe(true);
  });

  it("is found in ONNX initialisers too, whatever the order", async () => {
    const found = await diff(onnx("a.onnx", { w: [1, 2], v: [3] }), onnx("b.onnx", { v: [3], w: [1, 4] }));
    expect(found).toMatchObject({ format: "onnx", tensors: 2, notCompared: [] });
    expect(found.changed).toMatchObject([{ name: "w", maxChange: 2, changedShare: 0.5 }]);
  });

  it("another type with the same values, another shape, and numbers that are none are told apart", async () => {
    const a = safetensors("a", { w: f32([2], [1, 2]), s: f32([2, 1], [1, 2]), n: f32([2], [NaN, 1]) });
    const b = safetensors("b", { w: bf16([2], [1, 2]), s: f32([1, 2], [1, 2]), n: f32([2], [NaN, 2]) });
    const found = await diff(a, b);
    expect(found.reshaped).toEqual([{ name: "s", before: [2, 1], after: [1, 2] }]);
    expect(found.changed).toMatchObject([
      { name: "n", notFinite: 1, changedShare: 0.5 },
      { name: "w", dtype: ["F32", "BF16"], changedShare: 0, relativeNorm: 0 },
    ]);
  });

  it("a header that two readers would read differently is refused", async () => {
    const a = safetensors("a", { w: f32([3], [1, 2]) });
    await expect(diff(a, a)).rejects.toMatchObject({ code: "PROVENANCE_TENSORS_UNREADABLE" });
  });
});

describe("the apparent rank of a change", () => {
  const [rows, columns] = [160, 96];
  const base = gaussian(rows * columns, "base");

  it.each([1, 4, 16])("of an edit of rank %i is that rank", async (rank) => {
    const edited = sum(base, lowRank(rows, columns, rank), 0.01);
    const found = await diff(
      safetensors("a", { w: f32([rows, columns], base) }),
      safetensors("b", { w: f32([rows, columns], edited) }),
    );
    const change = found.changed[0];
    expect(change?.adapterLike).toBe(true);
    expect(change?.rank?.held).toBeGreaterThan(0.999);
    expect(change?.rank?.rank).toBeLessThanOrEqual(rank);
    expect(change?.rank?.rank).toBeGreaterThanOrEqual(Math.ceil(rank * 0.8));
  });

  it("is still seen after rounding to BF16", async () => {
    const edited = sum(base, lowRank(rows, columns, 4), 0.1);
    const found = await diff(
      safetensors("a", { w: bf16([rows, columns], base) }),
      safetensors("b", { w: bf16([rows, columns], edited) }),
    );
    expect(found.changed[0]).toMatchObject({ adapterLike: true, rank: { rank: 4 } });
  });

  it("of full training is high, and of a few numbers is no adapter", async () => {
    const trained = sum(base, gaussian(rows * columns, "step"), 0.01);
    const poked = base.map((x, i) => (i === 5 ? x + 1 : x));
    const a = safetensors("a", { t: f32([rows, columns], base), p: f32([rows, columns], base) });
    const b = safetensors("b", { t: f32([rows, columns], trained), p: f32([rows, columns], poked) });
    const [p, t] = [...(await diff(a, b)).changed].sort((x, y) => (x.name < y.name ? -1 : 1));
    expect(t?.rank?.rank).toBeUndefined();
    expect(t?.adapterLike).toBe(false);
    expect(p).toMatchObject({ rank: { rank: 1 }, adapterLike: false });
  });
});

describe("small matrices", () => {
  it("eigenvalues of a known matrix", () => {
    const found = eigenvalues(Float64Array.of(2, -1, 0, -1, 2, -1, 0, -1, 2), 3);
    [2 + Math.SQRT2, 2, 2 - Math.SQRT2].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  });

  it("columns are orthonormal or zero", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 20, maxLength: 20 }),
        (values) => {
          const m = Float64Array.from(values);
          orthonormal(m, 5, 4);
          for (let j = 0; j < 4; j++)
            for (let k = 0; k <= j; k++) {
              const dot = [0, 1, 2, 3, 4].reduce((s, i) => s + (m[i * 4 + j] ?? 0) * (m[i * 4 + k] ?? 0), 0);
              if (j === k) expect(Math.min(Math.abs(dot), Math.abs(dot - 1))).toBeLessThan(1e-9);
              else expect(Math.abs(dot)).toBeLessThan(1e-9);
            }
        },
      ),
    );
  });
});

describe("types of numbers", () => {
  it.each([
    ["BF16", [0x80, 0x3f], 1],
    ["F16", [0x00, 0xc0], -2],
    ["F8_E4M3", [0x7e], 448],
    ["F8_E4M3", [0x01], 2 ** -9],
    ["F8_E5M2", [0x7b], 57344],
    ["F8_E5M2", [0xfc], -Infinity],
    ["I8", [0xff], -1],
    ["I64", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1],
    ["U16", [0xff, 0xff], 65535],
  ])("%s of %j is %d", (dtype, bytes, value) => {
    const out = new Float64Array(1);
    elementType(dtype)?.decode(Uint8Array.from(bytes), 1, out);
    expect(out[0]).toBe(value);
  });
});
