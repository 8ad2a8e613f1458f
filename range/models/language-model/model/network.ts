import { tensorOf, type NumberTensor, type OpenModel } from "../../../../src/models/index.ts";
import type { Facts } from "../facts.ts";

/** Keys and values of what was read: [2 × layers, rows, heads, length, width]. */
export interface Cache {
  readonly rows: number;
  readonly length: number;
  readonly data: Float32Array;
}

export interface Step {
  /** [rows, length, characters] */
  readonly logits: Float32Array;
  readonly cache: Cache;
}

/** The graph itself, a few characters of several rows at a time. */
export class Network {
  readonly #open: OpenModel;
  readonly #shape: Facts["model"];

  constructor(open: OpenModel, shape: Facts["model"]) {
    this.#open = open;
    this.#shape = shape;
  }

  /** Nothing read yet. */
  empty(rows: number): Cache {
    return { rows, length: 0, data: new Float32Array(0) };
  }

  /** Reads the next characters of each row; all rows have as many. */
  async step(tokens: readonly (readonly number[])[], past: Cache): Promise<Step> {
    const { heads, headWidth, layers } = this.#shape;
    const length = tokens[0]?.length ?? 0;
    const feeds = new Map([
      ["tokens", tensorOf("int64", [tokens.length, length], tokens.flat())],
      ["distance", this.#distance(past.length, length)],
      ["past", tensorOf("float32", [2 * layers, past.rows, heads, past.length, headWidth], past.data)],
    ]);
    const results = await this.#open.run(feeds);
    const cache = { rows: past.rows, length: past.length + length, data: floatsOf(results.get("present")) };
    return { logits: floatsOf(results.get("logits")), cache };
  }

  /** The same cache with other rows, each a copy of one that there was. */
  pick({ data, length, rows }: Cache, wanted: readonly number[]): Cache {
    const { heads, headWidth, layers } = this.#shape;
    const size = heads * length * headWidth;
    const picked = new Float32Array(2 * layers * wanted.length * size);
    let at = 0;
    for (let part = 0; part < 2 * layers; part++)
      for (const row of wanted) {
        const from = (part * rows + row) * size;
        picked.set(data.subarray(from, from + size), at);
        at += size;
      }
    return { rows: wanted.length, length, data: picked };
  }

  /** How many places back each place is from each; places ahead are too far to be seen. */
  #distance(before: number, length: number): NumberTensor {
    const distance = new Float32Array(length * (before + length));
    for (let i = 0; i < length; i++)
      for (let j = 0; j < before + length; j++)
        distance[i * (before + length) + j] = j > before + i ? this.#shape.unseen : before + i - j;
    return tensorOf("float32", [length, before + length], distance);
  }

  close(): Promise<void> {
    return this.#open.close();
  }
}

function floatsOf(tensor: unknown): Float32Array {
  const data = (tensor as { readonly data?: unknown } | undefined)?.data;
  if (!(data instanceof Float32Array)) throw new TypeError("the model gives other outputs than this one's");
  return data;
}
