import { floatOf, FormatFault, int64Of } from "../../formats/index.ts";
import { pushFloats, pushInts } from "./numbers.ts";
import { fieldsOf, spanOf, text, type Decoding, type WireSpan } from "./wire.ts";
import { readTensor } from "./decode-tensor.ts";
import type { Attribute } from "./model.ts";

/** `AttributeProto.type`, and what field each is in. */
const kinds: Readonly<Record<number, Attribute["kind"]>> = {
  1: "float",
  2: "int",
  3: "text",
  4: "tensor",
  5: "graph",
  6: "floats",
  7: "ints",
  8: "texts",
};

/** One attribute of a node; none where its kind is not computed with (sparse tensors, types). */
export async function readAttribute(
  decoding: Decoding,
  span: WireSpan,
): Promise<{ readonly name: string; readonly attribute: Attribute } | undefined> {
  let name = "";
  let type = 0;
  let attribute: Attribute | undefined;
  const floats: number[] = [];
  const ints: number[] = [];
  const texts: string[] = [];
  await fieldsOf(decoding, span, async (field) => {
    if (field.number === 1) name = text(decoding, field);
    else if (field.number === 20) type = int64Of(field);
    else if (field.number === 2) attribute = { kind: "float", value: floatOf(field) };
    else if (field.number === 3) attribute = { kind: "int", value: int64Of(field) };
    else if (field.number === 4) attribute = { kind: "text", value: text(decoding, field) };
    else if (field.number === 5)
      attribute = { kind: "tensor", value: (await readTensor(decoding, spanOf(field))).tensor };
    else if (field.number === 6)
      attribute = {
        kind: "graph",
        value: await decoding.readGraph({ ...decoding, depth: decoding.depth + 1 }, spanOf(field)),
      };
    else if (field.number === 7) pushFloats(field, floats);
    else if (field.number === 8) pushInts(field, ints);
    else if (field.number === 9) texts.push(text(decoding, field));
    else if (field.number === 21)
      throw new FormatFault("unsupported", "an attribute that refers to a function's", field.start);
  });
  const kind = kinds[type] ?? attribute?.kind;
  if (kind === "floats" || (kind === undefined && floats.length > 0))
    attribute = { kind: "floats", value: floats };
  else if (kind === "ints" || (kind === undefined && ints.length > 0))
    attribute = { kind: "ints", value: ints };
  else if (kind === "texts" || (kind === undefined && texts.length > 0))
    attribute = { kind: "texts", value: texts };
  // A value of 0 or "" may be left out of the bytes.
  else if (attribute === undefined && kind === "float") attribute = { kind, value: 0 };
  else if (attribute === undefined && kind === "int") attribute = { kind, value: 0 };
  else if (attribute === undefined && kind === "text") attribute = { kind, value: "" };
  return attribute === undefined ? undefined : { name, attribute };
}
