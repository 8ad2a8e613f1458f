import {
  ByteLedger,
  FormatFault,
  hdf5Start,
  memorySource,
  readHdf5Collection,
  readLooseJson,
  visibleText,
  walkHdf5,
  type ByteSource,
  type Hdf5Attribute,
} from "../../../formats/index.ts";
import type { JsonValue } from "../../../contracts/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { reportKerasConfig } from "../keras-config/format.ts";
import { hasKerasObject } from "../keras-config/judge-config.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { scriptInText } from "../script-text/script-in-text.ts";
import { hdf5Rules } from "./rules.ts";

/** Filters of the library, and widely used ones that are registered with the HDF Group: they hold no code. */
const knownFilters: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 6, 32_000, 32_001, 32_004, 32_008, 32_013, 32_015, 32_019, 32_026,
]);
const mostFindings = 20;
const largestConfig = 32_000_000;

/** Groups of arrays with attributes: weights of Keras and of others, and whole Keras models of version 2. */
export const format: ArtifactFormat = {
  id: "hdf5",
  title: "an HDF5 file",
  about: "Groups, datasets and attributes. Keras keeps the architecture of a model in an attribute of it.",
  extensions: [".h5", ".hdf5", ".he5"],
  rules: Object.values(hdf5Rules),
  recognise: async ({ source }) => ((await hdf5Start(source)) === undefined ? undefined : "certain"),
  examine: (source, examination) => new Survey(source, examination).run(),
};

class Survey {
  readonly #source: ByteSource;
  readonly #examination: Examination;
  readonly #ledger: ByteLedger;
  readonly #counts = new Map<string, number>();
  readonly #configs: JsonValue[] = [];
  #datasets = 0;

  constructor(source: ByteSource, examination: Examination) {
    this.#source = source;
    this.#examination = examination;
    this.#ledger = new ByteLedger(source.size);
  }

  async run(): Promise<void> {
    const claim = (start: number, end: number, what: string): void => {
      this.#examination.signal.throwIfAborted();
      this.#ledger.claim(start, end, what);
      this.#examination.claim(start, end, what);
    };
    try {
      const { fileEnd } = await walkHdf5(this.#source, {
        claim,
        attribute: (path, attribute) => this.#attribute(path, attribute),
        filter: (path, id) => this.#filter(path, id),
        external: (path, file) => this.#elsewhere(path, file, "has its values in"),
        link: (path, file, kind) =>
          this.#elsewhere(path, file, kind === 64 ? "is a link to" : "is a link of somebody's own to"),
        virtual: (path) =>
          this.#found(
            hdf5Rules.virtual,
            `${visibleText(path)} is put together from other datasets, which may be in other files.`,
            path,
          ),
        dataset: () => {
          this.#datasets += 1;
        },
      });
      await this.#freeSpace(fileEnd, claim);
    } finally {
      this.#examination.fact("datasets", this.#datasets);
      if (this.#configs.length > 0) reportKerasConfig(this.#configs, this.#examination);
      for (const rule of Object.values(hdf5Rules))
        if (!this.#counts.has(rule.id)) this.#examination.passed(rule);
    }
  }

  async #attribute(path: string, { name, from, strings }: Hdf5Attribute): Promise<void> {
    const [first] = strings;
    for (const bytes of strings) {
      // PyTables keeps objects of Python as pickles in attributes, and reads them without asking.
      if (bytes[0] === 0x80 && (bytes[1] ?? 9) <= 5 && bytes.at(-1) === 0x2e)
        await this.#examination.member(`${path}@${name}`, memorySource(bytes), { as: "pickle" });
      else if ((bytes[0] === 0x7b || bytes[0] === 0x5b) && bytes.length <= largestConfig)
        this.#config(name, bytes);
      else if (bytes.length < 65_536 && scriptInText(Buffer.from(bytes).toString("latin1")) !== undefined)
        this.#found(
          hdf5Rules.script,
          `The attribute ${visibleText(name)} of ${visibleText(path)} holds code.`,
          path,
        );
    }
    if (path === "/" && first !== undefined && (name === "keras_version" || name === "backend"))
      this.#examination.fact(
        name === "backend" ? "backend" : "kerasVersion",
        Buffer.from(first).toString("utf8"),
      );
    if (path === "/" && name === "model_config" && (first?.length ?? 0) > largestConfig)
      throw new FormatFault("too-large", "a configuration larger than is read here", from);
  }

  #config(name: string, bytes: Uint8Array): void {
    try {
      const { value, replaced } = readLooseJson(Buffer.from(bytes).toString("utf8"));
      for (const one of [value, ...replaced])
        if (name === "model_config" || hasKerasObject(one)) this.#configs.push(one);
    } catch (cause) {
      if (!(cause instanceof FormatFault)) throw cause;
      if (name === "model_config") throw cause;
    }
  }

  #filter(path: string, id: number): void {
    if (!knownFilters.has(id))
      this.#found(hdf5Rules.filter, `The values of ${visibleText(path)} need the filter ${id}.`, path);
  }

  #elsewhere(path: string, file: string, how: string): void {
    const outside = outsidePath(file);
    const what = `${visibleText(path)} ${how} ${visibleText(file.slice(0, 200))}`;
    if (outside === undefined) this.#found(hdf5Rules.external, `${what}.`, path);
    else this.#found(hdf5Rules.escape, `${what}, ${outsideWords[outside]}.`, path);
  }

  #found(rule: ArtifactRule, description: string, path: string): void {
    const count = (this.#counts.get(rule.id) ?? 0) + 1;
    this.#counts.set(rule.id, count);
    if (count <= mostFindings)
      this.#examination.found(rule, { description, place: { at: visibleText(path.slice(0, 300)) } });
  }

  /**
   * What no object claims: space that was never used is zero, and heaps of values of variable length are
   * named only by the values of datasets. Anything else stays unexplained.
   */
  async #freeSpace(
    fileEnd: number,
    claim: (start: number, end: number, what: string) => void,
  ): Promise<void> {
    for (const { start, end } of this.#ledger.gaps()) {
      let at = start;
      while (at < Math.min(end, fileEnd)) {
        this.#examination.signal.throwIfAborted();
        const heap = await this.#heapAt(at, end);
        if (heap !== undefined) {
          claim(at, heap, "global heap");
          at = heap;
          continue;
        }
        const bytes = await this.#source.read(at, Math.min(65_536, Math.min(end, fileEnd) - at));
        const used = bytes.findIndex((byte) => byte !== 0);
        if (used === 0) break;
        const free = used === -1 ? bytes.length : used;
        claim(at, at + free, "free space");
        at += free;
      }
    }
  }

  async #heapAt(at: number, end: number): Promise<number | undefined> {
    try {
      const collection = await readHdf5Collection(this.#source, at, 0);
      return collection.end <= end ? collection.end : undefined;
    } catch (cause) {
      if (cause instanceof FormatFault) return undefined;
      throw cause;
    }
  }
}
