import {
  checkOcdbtBlock,
  FormatFault,
  memorySource,
  ocdbtBlockLength,
  visibleText,
  type ByteSource,
  type OcdbtBlock,
  type OcdbtPlace,
} from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { ocdbtRules } from "./rules.ts";

const mostValues = 200_000;
const mostLayers = 32;
/** Keys may share a value: so much more than the files hold is read, and so many times as much. */
const sparedBytes = 16 * 1024 * 1024;
const mostTimes = 3;
const largestLeft = 64 * 1024 * 1024;
const mostInline = 128 * 1024 * 1024;
/** What describes arrays and groups of arrays. */
const description = /(?:^|\/)(?:\.zarray|zarr\.json)$/;

type Value = Uint8Array | OcdbtPlace;

/** The values of a store by their keys, and the data files with what of them is explained. */
export class Store {
  readonly #examination: Examination;
  /** Values by their keys: the newest, then what each key had before, and before that. */
  readonly #layers: Map<string, Value>[] = [new Map()];
  readonly #extents = new Map<string, (readonly [number, number])[]>();
  readonly #missing = new Set<string>();
  #inline = 0;
  #kept = 0;
  readonly #sizes = new Map<string, number>();
  #there = 0;
  #asked = 0;

  constructor(examination: Examination) {
    this.#examination = examination;
  }

  get keys(): number {
    return this.#layers[0]?.size ?? 0;
  }

  /** Keeps the values of a leaf. */
  take(values: OcdbtBlock["values"]): void {
    for (const { key, value } of values) {
      if (value instanceof Uint8Array) this.#inline += value.length;
      this.#kept += 1;
      if (this.#kept > mostValues || this.#inline > mostInline)
        throw new FormatFault("too-large", `more than ${mostValues} values`, 0);
      if (!(value instanceof Uint8Array)) this.explain(value);
      this.#put(key, value);
    }
  }

  #put(key: string, value: Value): void {
    for (const layer of this.#layers) {
      const known = layer.get(key);
      if (known === undefined) {
        layer.set(key, value);
        return;
      }
      if (isSame(known, value)) return;
    }
    if (this.#layers.length >= mostLayers)
      throw new FormatFault("too-large", `more than ${mostLayers} values under one key`, 0);
    this.#layers.push(new Map([[key, value]]));
  }

  /** The bytes at a place belong to something that is examined. */
  explain({ file, offset, length }: OcdbtPlace): void {
    const known = this.#extents.get(file.path);
    if (known === undefined) this.#extents.set(file.path, [[offset, offset + length]]);
    else known.push([offset, offset + length]);
  }

  /** Undefined where they are not there, which is reported. */
  async bytesAt(place: OcdbtPlace, most: number): Promise<Uint8Array | undefined> {
    if (place.length > most) throw new FormatFault("too-large", `a block of ${place.length} bytes`, 0);
    const source = await this.#open(place);
    try {
      return source === undefined ? undefined : Uint8Array.from(await source.read(0, source.size));
    } finally {
      await source?.close();
    }
  }

  /**
   * Examines every value: descriptions of arrays with the store as their folder, so that chunks are examined by what
   * describes them; whatever nothing describes by its content.
   */
  async examineValues(): Promise<void> {
    const described = new Set<Value>();
    const descriptions = [...new Set(this.#layers.flatMap((layer) => [...layer.keys()]))].filter((key) =>
      description.test(key),
    );
    for (const key of descriptions) {
      const folder = key.slice(0, key.lastIndexOf("/") + 1);
      for (const layer of this.#layers) {
        // What describes a version may be that of a later one, in which only chunks were written anew.
        const value = layer.get(key) ?? this.#layers[0]?.get(key);
        if (value === undefined) continue;
        described.add(value);
        await this.#examine(key, value, async (name) => {
          const chunk = layer.get(folder + name);
          if (chunk === undefined) return undefined;
          described.add(chunk);
          return this.#source(chunk);
        });
      }
    }
    for (const layer of this.#layers)
      for (const [key, value] of layer) if (!described.has(value)) await this.#examine(key, value);
  }

  /** Says of each data file which of its bytes belong to the store. */
  async examineFiles(): Promise<void> {
    for (const [path, extents] of this.#extents) {
      const source = await this.#examination.sibling(nameOf(path));
      if (source === undefined) continue;
      const inside = extents.filter(([, end]) => end <= source.size);
      const left = await leftBlocks(source, inside);
      await this.#examination.member(nameOf(path), source, {
        data: "key-value store",
        extents: [...inside, ...left],
      });
    }
  }

  async #examine(
    key: string,
    value: Value,
    sibling?: (name: string) => Promise<ByteSource | undefined>,
  ): Promise<void> {
    this.#examination.signal.throwIfAborted();
    const source = await this.#source(value);
    if (source === undefined) return;
    await this.#examination.member(nameOf(key), source, sibling === undefined ? {} : { sibling });
  }

  async #source(value: Value): Promise<ByteSource | undefined> {
    return value instanceof Uint8Array ? memorySource(value) : this.#open(value);
  }

  async #open({ file, offset, length }: OcdbtPlace): Promise<ByteSource | undefined> {
    const path = nameOf(file.path);
    const outside = outsidePath(path);
    const source = outside === undefined ? await this.#examination.sibling(path) : undefined;
    if (source === undefined) {
      this.#reportMissing(path, outside);
      return undefined;
    }
    if (offset + length > source.size) {
      this.#examination.found(ocdbtRules.block, {
        description: `Bytes ${offset} to ${offset + length} of ${visibleText(path)}, which has ${source.size}.`,
        place: { at: visibleText(path) },
      });
      await source.close();
      return undefined;
    }
    try {
      this.#count(path, source.size, length);
    } catch (cause) {
      await source.close();
      throw cause;
    }
    return {
      size: length,
      read: (at, count) => {
        const from = Math.min(Math.max(0, at), length);
        return source.read(offset + from, Math.min(Math.max(0, count), length - from));
      },
      close: () => source.close(),
    };
  }

  #count(path: string, size: number, length: number): void {
    if (!this.#sizes.has(path)) this.#there += size;
    this.#sizes.set(path, size);
    this.#asked += length;
    if (this.#asked > mostTimes * this.#there + sparedBytes)
      throw new FormatFault("too-large", "values that share their bytes over and over", 0);
  }

  #reportMissing(path: string, outside: ReturnType<typeof outsidePath>): void {
    if (this.#missing.has(path)) return;
    this.#missing.add(path);
    const name = visibleText(path.slice(0, 200));
    if (outside === undefined)
      this.#examination.found(ocdbtRules.missing, {
        description: `${name} is not there.`,
        place: { at: name },
      });
    else
      this.#examination.found(ocdbtRules.outside, {
        description: `${name} is ${outsideWords[outside]}.`,
        place: { at: name },
      });
  }
}

/** Whole blocks between what is referred to: those that later ones replaced, which no reader comes to. */
async function leftBlocks(
  source: ByteSource,
  extents: readonly (readonly [number, number])[],
): Promise<readonly (readonly [number, number])[]> {
  const found: [number, number][] = [];
  let reached = 0;
  for (const [start, end] of [
    ...extents.toSorted((a, b) => a[0] - b[0]),
    [source.size, source.size] as const,
  ]) {
    for (let at = reached; at < start;) {
      const length = ocdbtBlockLength(await source.read(at, 12));
      if (length === undefined || length > start - at || length > largestLeft) break;
      try {
        await checkOcdbtBlock(Uint8Array.from(await source.read(at, length)));
      } catch (cause) {
        if (!(cause instanceof FormatFault)) throw cause;
        break;
      }
      found.push([at, at + length]);
      at += length;
    }
    reached = Math.max(reached, end);
  }
  return found;
}

function isSame(a: Value, b: Value): boolean {
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  return a.file.path === b.file.path && a.offset === b.offset && a.length === b.length;
}

/** Keys and paths are bytes, and most often text. */
const nameOf = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");
