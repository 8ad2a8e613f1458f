import { beginsAsArray, readArrayHeader, type ArrayHeader, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examinePickle } from "../pickle/examine-pickle.ts";
import { examineRemainder } from "../remainder/examine-remainder.ts";
import { npyRules } from "./rules.ts";

const mostArrays = 100_000;

/** Arrays of numpy, one or several in a row. An array of objects is a pickle and is examined as one. */
export const format: ArtifactFormat = {
  id: "npy",
  title: "numpy array",
  about: "Arrays of numbers written by numpy.save, members of .npz archives among them.",
  extensions: [".npy"],
  rules: Object.values(npyRules),
  recognise: ({ head }) => (beginsAsArray(head) ? "certain" : undefined),
  examine,
};

async function examine(source: ByteSource, examination: Examination): Promise<void> {
  let at = 0;
  let arrays = 0;
  let objects = false;
  // numpy.save into one open file writes array after array.
  while (arrays < mostArrays && (arrays === 0 || beginsAsArray(await source.read(at, 6)))) {
    examination.signal.throwIfAborted();
    const header = await readArrayHeader(source, at);
    if (arrays === 0) factsOf(header, examination);
    examination.claim(header.start, header.dataStart, "header");
    if (header.dataEnd === undefined) {
      objects = true;
      at = await examineObjects(source, header, examination);
    } else {
      examination.claim(header.dataStart, header.dataEnd, "array");
      at = header.dataEnd;
    }
    arrays += 1;
  }
  if (arrays > 1) examination.fact("arrays", arrays);
  if (!objects) examination.passed(npyRules.objects);
  await examineRemainder(source, [at, source.size], examination, "bytes behind the array");
}

async function examineObjects(
  source: ByteSource,
  header: ArrayHeader,
  examination: Examination,
): Promise<number> {
  examination.found(npyRules.objects, {
    description: `The array at byte ${header.start} has the type ${header.type.name}: its elements are a pickle.`,
    place: { bytes: [header.start, header.dataStart] },
  });
  const { end, fault } = await examinePickle(source, header.dataStart, examination, {
    what: "pickle of the objects",
  });
  if (fault !== undefined) throw fault;
  return end;
}

function factsOf({ version, type, shape, fortranOrder }: ArrayHeader, examination: Examination): void {
  examination.fact("version", `${version}.0`);
  examination.fact("dtype", type.name);
  examination.fact("shape", shape.slice(0, 64).join("×"));
  examination.fact("order", fortranOrder ? "Fortran" : "C");
}
