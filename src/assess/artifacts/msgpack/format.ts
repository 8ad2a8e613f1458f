import { FormatFault, partOf, visibleText, walkMsgpack, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";

const extension: ArtifactRule = {
  id: "msgpack/unknown-extension",
  title: "Values of a kind that the reader has to bring code for",
  severity: "medium",
  effect: "review",
  hazard: "unsupported",
  remedy: "Find out what writes these values, and what reads them.",
  references: ["CWE-502"],
};
const pickled: ArtifactRule = {
  id: "msgpack/pickle-inside",
  title: "A value that is a pickle",
  severity: "high",
  effect: "unsafe",
  hazard: "object-array",
  remedy: "Refuse the file: weights are arrays of numbers.",
  references: ["CWE-502"],
};

/** 1 to 3 are Flax's arrays, complex numbers and scalars of numpy; −1 is MessagePack's own time. */
const known: ReadonlySet<number> = new Set([-1, 1, 2, 3]);

/** MessagePack: weights of Flax, and other documents of names and numbers. */
export const format: ArtifactFormat = {
  id: "msgpack",
  title: "MessagePack",
  about: "A document of maps, lists and numbers; Flax writes weights as one, with arrays as an extension.",
  extensions: [".msgpack"],
  rules: [extension, pickled],
  recognise: async ({ head, source }) => {
    const [first = 0] = head;
    // A map or a list; the rest is decided by whether it is one to the end.
    const map = (first >= 0x81 && first <= 0x8f) || first === 0xde || first === 0xdf;
    if (!map) return undefined;
    let texts = 0;
    try {
      const end = await walkMsgpack(source, {
        text: () => void (texts += 1),
        extension: () => undefined,
        binary: () => undefined,
      });
      return end === source.size && texts > 0 ? "likely" : undefined;
    } catch (cause) {
      if (cause instanceof FormatFault) return texts > 1 && first !== 0x80 ? "possible" : undefined;
      throw cause;
    }
  },
  async examine(source: ByteSource, examination: Examination) {
    const strange = new Set<number>();
    let arrays = 0;
    let bad = 0;
    const end = await walkMsgpack(source, {
      text: () => undefined,
      binary: () => undefined,
      async extension(type, from, to) {
        if (!known.has(type)) strange.add(type);
        if (type === 1 || type === 3) {
          arrays += 1;
          // A tuple of shape, name of the type, bytes: the name tells whether the bytes are numbers.
          const name = await typeOf(partOf(source, from, to));
          if ((name === "object" || /^[|]?O/.test(name)) && bad++ < 20)
            examination.found(pickled, {
              description: `An array has the type ${visibleText(name.slice(0, 100))}.`,
              place: { bytes: [from, to] },
            });
        }
      },
    });
    examination.claim(0, end, "values");
    examination.fact("arrays", arrays);
    if (strange.size > 0)
      examination.found(extension, { description: `Extensions ${[...strange].slice(0, 20).join(", ")}.` });
    else examination.passed(extension);
    if (bad === 0) examination.passed(pickled);
  },
};

/** The first text inside an array: its type. */
async function typeOf(source: ByteSource): Promise<string> {
  let name = "";
  await walkMsgpack(source, {
    text: (text) => {
      if (name === "") name = text;
    },
    extension: () => undefined,
    binary: () => undefined,
  });
  return name;
}
