import { Attributes as Plain } from "../operators/attributes.ts";

/** Attributes of trees, of which lists of numbers may also be tensors, in double precision. */
export class Attributes extends Plain {
  numbers(name: string): readonly number[] | undefined {
    const tensor = this.#tensorOrNone(name) ?? this.#tensorOrNone(`${name}_as_tensor`);
    if (tensor !== undefined) return tensor;
    const kind = this.node.attributes.get(name)?.kind;
    return kind === "floats" ? this.floats(name) : kind === "ints" ? this.ints(name) : undefined;
  }

  #tensorOrNone(name: string): readonly number[] | undefined {
    const attribute = this.node.attributes.get(name);
    if (attribute?.kind !== "tensor" || attribute.value.type === "string") return undefined;
    return Array.from(attribute.value.data);
  }
}
