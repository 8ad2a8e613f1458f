import { ByteLedger, visibleText, type ByteSource, type Message } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";
import { onnxRules } from "./rules.ts";

/** A tensor whose bytes are in another file. */
interface Placed {
  readonly tensor: string;
  readonly offset: number;
  /** Without one, to the end of the file. */
  readonly length: number | undefined;
}

/** Writers align tensors to pages of up to this size; between two of them there are zeros then. */
const largestPadding = 64 * 1024;
const mostFiles = 10_000;
const mostTensors = 1_000_000;

/** Collects where tensors lie outside of the model, and judges it when all are known. */
export class ExternalData {
  readonly #files = new Map<string, Placed[]>();
  readonly #examination: Examination;
  #tensors = 0;
  #escaped = 0;

  constructor(examination: Examination) {
    this.#examination = examination;
  }

  add(tensor: Message, bytes: number | undefined): void {
    const entries = new Map(
      tensor.messages("external_data").map((entry) => [entry.text("key"), entry.text("value")]),
    );
    if (entries.size === 0 && tensor.int("data_location") !== 1) return;
    const name = visibleText(tensor.text("name").slice(0, 200));
    const location = entries.get("location") ?? "";
    // In memory of the process that exported it: nothing is read from a file of this name.
    if (location === "*/_ORT_MEM_ADDR_/*") {
      this.#found(onnxRules.escape, name, "is to be read from an address in memory");
      return;
    }
    const outside = outsidePath(location);
    if (outside !== undefined || location === "") {
      this.#escaped += 1;
      if (this.#escaped <= 20)
        this.#found(
          outside === undefined ? onnxRules.missing : onnxRules.escape,
          name,
          outside === undefined
            ? "has external data and no location"
            : `is to be read from ${visibleText(location.slice(0, 200))}: ${outsideWords[outside]}`,
        );
      return;
    }
    const offset = whole(entries.get("offset"), 0);
    const length = whole(entries.get("length"), undefined);
    if (Number.isNaN(offset) || Number.isNaN(length)) {
      this.#found(onnxRules.range, name, "has an offset or a length that is no whole number");
      return;
    }
    if (bytes !== undefined && length !== undefined && length !== bytes)
      this.#found(onnxRules.size, name, `needs ${bytes} bytes by its shape and names ${length}`);
    this.#tensors += 1;
    const list = this.#files.get(location) ?? [];
    if (this.#tensors > mostTensors || (list.length === 0 && this.#files.size >= mostFiles)) {
      if (this.#tensors === mostTensors + 1)
        this.#found(onnxRules.missing, name, "is one of more than are followed");
      return;
    }
    this.#files.set(location, list);
    list.push({ tensor: name, offset: offset ?? 0, length: length ?? bytes });
  }

  async judge(): Promise<void> {
    if (this.#escaped === 0) this.#examination.passed(onnxRules.escape);
    for (const [location, placed] of this.#files) {
      const source = await this.#examination.sibling(location);
      if (source === undefined) {
        this.#found(
          onnxRules.missing,
          placed[0]?.tensor ?? "",
          `is to be read from ${visibleText(location)}, which is not there`,
        );
        continue;
      }
      const { size } = source;
      await this.#judgeFile(location, source, placed);
      await this.#examination.member(location, source, {
        data: "external tensors",
        extents: placed.map(({ offset, length }): [number, number] => [
          offset,
          length === undefined ? size : offset + length,
        ]),
      });
    }
  }

  async #judgeFile(location: string, source: ByteSource, placed: readonly Placed[]): Promise<void> {
    const ledger = new ByteLedger(source.size, mostTensors);
    const sorted = placed.toSorted((a, b) => a.offset - b.offset || (a.length ?? 0) - (b.length ?? 0));
    let previous: { readonly start: number; readonly end: number; readonly tensor: string } | undefined;
    let wrong = 0;
    for (const { tensor, offset, length } of sorted) {
      const end = length === undefined ? source.size : offset + length;
      if (offset < 0 || end < offset || end > source.size) {
        if (++wrong <= 20)
          this.#found(
            onnxRules.range,
            tensor,
            `lies at ${offset} to ${end} of ${visibleText(location)}, which has ${source.size} bytes`,
          );
        continue;
      }
      if (
        previous !== undefined &&
        offset < previous.end &&
        !(offset === previous.start && end === previous.end)
      ) {
        if (++wrong <= 20)
          this.#found(
            onnxRules.overlap,
            tensor,
            `shares bytes ${offset} to ${previous.end} of ${visibleText(location)} with ${previous.tensor}`,
          );
      } else if (offset !== previous?.start || end !== previous.end) ledger.claim(offset, end, "tensor");
      if (previous === undefined || end > previous.end) previous = { start: offset, end, tensor };
    }
    for (const { start, end } of ledger.gaps()) {
      if (end - start <= largestPadding && isZero(await source.read(start, end - start))) continue;
      this.#found(
        onnxRules.hole,
        "",
        `Bytes ${start} to ${end} of ${visibleText(location)} belong to no tensor`,
      );
      break;
    }
  }

  #found(rule: (typeof onnxRules)[keyof typeof onnxRules], tensor: string, what: string): void {
    const description = tensor === "" ? `${what}.` : `The tensor ${tensor} ${what}.`;
    this.#examination.found(rule, { description, ...(tensor === "" ? {} : { place: { at: tensor } }) });
  }
}

function whole<None extends number | undefined>(text: string | undefined, none: None): number | None {
  if (text === undefined || text === "") return none;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
