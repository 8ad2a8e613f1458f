import { visibleText, type XmlElement } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { xmlRules } from "./rules.ts";

/** Sets of operations that the runtime of OpenVINO has; `extension` is what an unknown layer is written as. */
const operationSets =
  /^(?:opset\d{1,2}|experimental|ie_internal_opset|type_relaxed_opset|util|gpu_opset|cpu_plugin_opset)?$/;
const mostWeights = 1_000_000;

/** Takes the elements of an OpenVINO model: which layers it needs, and where its weights are. */
export class OpenVino {
  readonly #examination: Examination;
  readonly #weights: (readonly [offset: number, size: number])[] = [];
  readonly #custom = new Set<string>();
  #layers = 0;

  constructor(examination: Examination) {
    this.#examination = examination;
  }

  element({ name, attributes }: XmlElement): void {
    if (name === "layer") {
      this.#layers += 1;
      const set = attributes.get("version") ?? "";
      if (!operationSets.test(set) && this.#custom.size < 20)
        this.#custom.add(`${attributes.get("type") ?? ""} (${set})`);
    }
    const [offset, size] = [attributes.get("offset"), attributes.get("size")];
    if (
      (name === "data" || name === "weights" || name === "biases") &&
      offset !== undefined &&
      size !== undefined &&
      this.#weights.length < mostWeights
    )
      this.#weights.push([Number(offset), Number(size)]);
  }

  async judge(): Promise<void> {
    const examination = this.#examination;
    examination.fact("layers", this.#layers);
    if (this.#custom.size === 0) examination.passed(xmlRules.layer);
    else
      examination.found(xmlRules.layer, {
        description: `Layers of an extension: ${visibleText([...this.#custom].join(", ").slice(0, 500))}.`,
      });
    if (this.#weights.length === 0) return;
    const own = this.#examination.path.slice(this.#examination.path.lastIndexOf("/") + 1);
    const file = own.replace(/\.xml$/i, "") + ".bin";
    const source = await this.#examination.sibling(file);
    if (source === undefined) {
      examination.found(xmlRules.weights, {
        description: `${visibleText(file)} is not there; ${this.#weights.length} tensors lie in it.`,
      });
      return;
    }
    const wrong = this.#weights.find(
      ([offset, size]) => !(offset >= 0 && size >= 0 && offset + size <= source.size),
    );
    if (wrong === undefined) examination.passed(xmlRules.weights);
    else
      examination.found(xmlRules.weights, {
        description: `A tensor lies at ${wrong[0]} with ${wrong[1]} bytes, and ${visibleText(file)} has ${source.size}.`,
      });
    await this.#examination.member(file, source, {
      data: "weights",
      extents: this.#weights.map(([offset, bytes]): [number, number] => [offset, offset + bytes]),
    });
  }
}
