import {
  beginsAsSafetensors,
  readSafetensors,
  visibleText,
  type ByteSource,
  type Extent,
  type SafeTensor,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examineRemainder } from "../remainder/examine-remainder.ts";
import { ruleOfFault, safetensorsRules } from "./rules.ts";

/** Beyond it tensors are not named in the byte map. */
const mostNamed = 20_000;
const mostFindingsOfKind = 20;
/** Metadata that say what the model is; everything else in them is left alone. */
const facts: Readonly<Record<string, string>> = {
  format: "framework",
  license: "licence",
  "modelspec.license": "licence",
  "modelspec.architecture": "architecture",
  "modelspec.title": "title",
  base_model: "base-model",
  ss_base_model_version: "base-model",
  ss_sd_model_name: "base-model",
};

/** Tensors behind a header of JSON: no code can be in it, unless bytes hide where nothing should be. */
export const format: ArtifactFormat = {
  id: "safetensors",
  title: "safetensors",
  about: "Tensors with a header of JSON, written by Hugging Face's safetensors library.",
  extensions: [".safetensors"],
  rules: Object.values(safetensorsRules),
  recognise: ({ head }) => (beginsAsSafetensors(head) ? "certain" : undefined),
  examine,
};

async function examine(source: ByteSource, examination: Examination): Promise<void> {
  const said = new Map<string, number>();
  const bytesOfType = new Map<string, number>();
  let named = 0;
  const claim = ({ name, start, end }: SafeTensor): void => {
    named += 1;
    examination.claim(
      start,
      end,
      named <= mostNamed ? `tensor ${visibleText(name.slice(0, 120))}` : "tensors",
    );
  };
  const file = await readSafetensors(source, {
    tensor(tensor) {
      claim(tensor);
      bytesOfType.set(tensor.dtype, (bytesOfType.get(tensor.dtype) ?? 0) + tensor.end - tensor.start);
    },
    metadata(key, value) {
      const fact = Object.hasOwn(facts, key) ? facts[key] : undefined;
      if (fact !== undefined) examination.fact(fact, value);
    },
    fault({ kind, name, why, at }) {
      const count = (said.get(kind) ?? 0) + 1;
      said.set(kind, count);
      if (count > mostFindingsOfKind) return;
      examination.found(ruleOfFault[kind], {
        description: `${name === "" ? "A tensor without a name" : name}: ${why}.`,
        place: { at: name, bytes: [at, at + 1] },
      });
    },
  });
  examination.claim(0, 8, "length of the header");
  examination.claim(8, file.dataStart, "header");
  for (const hole of file.holes) await examineHole(source, hole, examination);
  for (const rule of Object.values(safetensorsRules)) examination.passed(rule);
  const [dtype] = [...bytesOfType].sort(([, a], [, b]) => b - a)[0] ?? [];
  examination.fact("tensors", file.tensors);
  examination.fact("parameters", file.elements);
  if (dtype !== undefined) examination.fact("dtype", dtype);
}

/** A few zeros are somebody's padding, and only unexplained; anything else was put there. */
async function examineHole(
  source: ByteSource,
  { start, end }: Extent,
  examination: Examination,
): Promise<void> {
  const begin = await source.read(start, Math.min(end - start, 4096));
  if (end - start <= 4096 && begin.every((byte) => byte === 0)) return;
  examination.found(safetensorsRules.hole, {
    description: `No tensor has the ${end - start} bytes from ${start} to ${end}.`,
    place: { bytes: [start, end] },
  });
  await examineRemainder(source, [start, end], examination, `bytes ${start} to ${end}`);
}
