import { runPickle, wholeOf, type ByteSource, type PickleValue } from "../../../../formats/index.ts";
import type { Examination } from "../../artifact-format.ts";
import type { MemberPlan, ZipLayout, ZipMembers } from "../layout.ts";
import { zipRules } from "../rules.ts";
import { judgeScript } from "./torchscript.ts";

/** Bytes of an element, by the name of the storage's class (torch/storage.py). */
const elementBytes: Readonly<Record<string, number>> = {
  UntypedStorage: 1,
  DoubleStorage: 8,
  FloatStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
  ComplexFloatStorage: 8,
  ComplexDoubleStorage: 16,
  QUInt8Storage: 1,
  QInt8Storage: 1,
  QInt32Storage: 4,
  QUInt4x2Storage: 1,
  QUInt2x4Storage: 1,
};
const mostStorages = 1_000_000;
const texts = ["version", "byteorder", ".data/serialization_id", ".format_version", ".storage_alignment"];

/**
 * What `torch.save` and `torch.jit.save` write: one folder with `data.pkl` and the storages it refers to
 * in `data/`. A storage whose length is the one the pickle announces is numbers and nothing else; any other
 * is examined by its content.
 */
export const torch: ZipLayout = {
  id: "torch",
  async plan(members, examination) {
    const pickle = [...members.sizes.keys()].find((name) => /^[^/]{1,255}\/data\.pkl$/.test(name));
    if (pickle === undefined) return undefined;
    const root = pickle.slice(0, -"data.pkl".length);
    const isScript = members.sizes.has(`${root}constants.pkl`);
    const plan = new Map<string, { data?: string; as?: string }>();
    for (const name of texts) if (members.sizes.has(root + name)) plan.set(root + name, { as: "text" });
    for (const [name, folder] of [
      ["data.pkl", "data"],
      ["constants.pkl", "constants"],
      ["attributes.pkl", "attributes"],
      ["traced_inputs.pkl", "traced_inputs"],
    ] as const) {
      if (!members.sizes.has(root + name)) continue;
      plan.set(root + name, { as: isScript ? "torchscript-pickle" : "torch-pickle" });
      const source = await members.open(root + name);
      if (source === undefined) continue;
      const storages = await storagesOf(source, examination.signal);
      await source.close();
      // Newer archives keep all storages in one folder whatever pickle refers to them.
      planStorages(storages, [`${root}${folder}/`, `${root}data/`], { members, plan, examination });
    }
    if (isScript) {
      examination.fact("layout", "torchscript");
      await judgeScript(root, members, plan, examination);
    }
    return plan;
  },
};

interface Planned {
  readonly members: ZipMembers;
  readonly plan: Map<string, MemberPlan extends ReadonlyMap<string, infer P> ? P : never>;
  readonly examination: Examination;
}

function planStorages(
  storages: ReadonlyMap<string, number>,
  folders: readonly string[],
  { members, plan, examination }: Planned,
): void {
  examination.passed(zipRules.storage);
  for (const [key, bytes] of storages) {
    const name = folders.map((folder) => folder + key).find((one) => members.sizes.has(one));
    const size = name === undefined ? undefined : members.sizes.get(name);
    if (name === undefined || size === undefined) continue;
    // Of inputs seen while tracing PyTorch keeps the shapes and drops the numbers.
    const dropped = size === 0 && name.split("/").at(-2) === "traced_inputs";
    if (size === bytes || dropped) plan.set(name, { data: "storage" });
    else
      examination.found(zipRules.storage, {
        description: `The pickle says that storage \`${key.slice(0, 80)}\` has ${bytes} bytes, and it has ${size}.`,
        place: { at: name },
      });
  }
}

/** The storages that a pickle refers to by `("storage", type, key, device, elements)`, and their bytes. */
async function storagesOf(source: ByteSource, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const storages = new Map<string, number>();
  const waiting: { kind: number; value: number }[] = [];
  await runPickle(
    source,
    0,
    {
      persistent(_machine, kind, value) {
        waiting.push({ kind, value });
        return true;
      },
      async settle(session) {
        for (const { kind, value } of waiting.splice(0)) note(await session.value(kind, value), storages);
        return undefined;
      },
    },
    { signal },
  );
  return storages;
}

function note(value: PickleValue, storages: Map<string, number>): void {
  const id = value.kind === "persistent" ? value.id : value;
  if (id.kind !== "tuple" || storages.size >= mostStorages) return;
  const [tag, type, key, , count] = id.items;
  if (tag?.kind !== "text" || tag.value !== "storage" || type?.kind !== "global" || key?.kind !== "text")
    return;
  const width = elementBytes[type.name];
  const elements = wholeOf(count);
  if (width === undefined || elements === undefined || elements < 0 || !key.whole) return;
  // The longest of several references to one storage is what must be there.
  storages.set(key.value, Math.max(storages.get(key.value) ?? 0, elements * width));
}
