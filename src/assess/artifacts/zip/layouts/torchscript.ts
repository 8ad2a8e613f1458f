import type { Examination, MemberOptions } from "../../artifact-format.ts";
import type { ZipMembers } from "../layout.ts";
import { zipRules } from "../rules.ts";

/** Operators of TorchScript that open files. */
const reaching = ["torch.from_file(", "torch.save(", "torch.load(", "aten.from_file(", "aten.save("];
/** Where operators of PyTorch and its own companions live: all others come from a native library. */
const ownNamespaces: ReadonlySet<string> = new Set([
  "aten",
  "prim",
  "prims",
  "inductor",
  "quantized",
  "_quantized",
  "quantized_decomposed",
  "prepacked",
  "mkldnn",
  "mkldnn_prepacked",
  "torchvision",
  "torchaudio",
  "torchtext",
  "sparse",
  "static_runtime",
  "onednn",
  "rnn",
  "metal",
  "xnnpack",
  "higher_order",
  "c10d",
  "_caffe2",
  "cuda",
]);
const longestCode = 64 * 1024 * 1024;

/**
 * Looks at the code of a TorchScript archive: text that PyTorch compiles, with no way to import anything.
 * What can do harm in it are operators that open files, and those of libraries that must be loaded first.
 */
export async function judgeScript(
  root: string,
  members: ZipMembers,
  plan: Map<string, Pick<MemberOptions, "data" | "as">>,
  examination: Examination,
): Promise<void> {
  examination.passed(zipRules.scriptOperator);
  examination.passed(zipRules.scriptCustom);
  const custom = new Set<string>();
  let files = 0;
  for (const [name, size] of members.sizes) {
    if (!name.startsWith(`${root}code/`)) continue;
    if (name.endsWith(".debug_pkl")) plan.set(name, { as: "torchscript-pickle" });
    if (!name.endsWith(".py") || size > longestCode) continue;
    files += 1;
    plan.set(name, { data: "TorchScript code" });
    const source = await members.open(name);
    if (source === undefined) continue;
    const code = Buffer.from(await source.read(0, source.size)).toString("utf8");
    await source.close();
    for (const operator of reaching) {
      const at = code.indexOf(operator);
      if (at !== -1)
        examination.found(zipRules.scriptOperator, {
          description: `\`${name.slice(-100)}\` calls \`${operator.slice(0, -1)}\` in line ${lineOf(code, at)}.`,
          place: { at: name },
        });
    }
    for (const namespace of namespacesOf(code)) if (!ownNamespaces.has(namespace)) custom.add(namespace);
  }
  examination.fact("codeFiles", files);
  for (const namespace of [...custom].sort().slice(0, 50))
    examination.found(zipRules.scriptCustom, {
      description: `The code calls operators of \`${namespace}\`.`,
      place: { at: namespace },
    });
}

/** The namespaces of `ops.<namespace>.<operator>`. */
function namespacesOf(code: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = code.indexOf("ops."); at !== -1; at = code.indexOf("ops.", at + 4)) {
    if (isWord(code.charCodeAt(at - 1)) || code[at - 1] === ".") continue;
    let end = at + 4;
    while (end - at < 100 && isWord(code.charCodeAt(end))) end += 1;
    if (code[end] === "." && end > at + 4) found.add(code.slice(at + 4, end));
  }
  return found;
}

const isWord = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  unit === 0x5f;

function lineOf(code: string, at: number): number {
  let line = 1;
  for (let i = code.indexOf("\n"); i !== -1 && i < at; i = code.indexOf("\n", i + 1)) line += 1;
  return line;
}
