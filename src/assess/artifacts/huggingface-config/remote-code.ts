import { posix } from "node:path";
import type { ScanPlace } from "../../../contracts/index.ts";
import { visibleText, type ByteSource } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { harmfulLine } from "./python-code.ts";
import { huggingfaceRules } from "./rules.ts";

const largestCode = 4_000_000;
const repository = /^[\w.-]{1,100}\/[\w.-]{1,100}(?=--|$)/;

/**
 * A reference to a class in code, as `auto_map`, `custom_pipelines` and their like have them:
 * `module.Class` beside the configuration, or `owner/name--module.Class` in another repository.
 */
export async function judgeReference(reference: string, at: string, examination: Examination): Promise<void> {
  const shown = visibleText(reference.slice(0, 200));
  if (
    reference.includes("--") ||
    reference.includes("/") ||
    reference.includes("\\") ||
    reference.includes(":")
  ) {
    const own = repository.test(reference);
    examination.found(huggingfaceRules.elsewhere, {
      description: `${at} is \`${shown}\`: ${own ? "code of another repository" : "code from another place"}.`,
      place: { at },
    });
    return;
  }
  const [module = ""] = reference.split(".", 1);
  const names = [
    `${reference.slice(0, Math.max(0, reference.lastIndexOf("."))).replaceAll(".", "/")}.py`,
    `${module}.py`,
  ];
  const there: string[] = [];
  for (const name of new Set(names)) {
    const code = await examination.sibling(name);
    if (code === undefined) continue;
    there.push(name);
    try {
      if (await judgeCode(code, name, at, examination)) return;
    } finally {
      await code.close();
    }
  }
  examination.found(huggingfaceRules.beside, {
    description: `${at} is \`${shown}\`.`,
    place: { at },
    ...(there.length === 0 ? {} : { related: there.map((name) => besideOf(examination.path, name)) }),
  });
}

/** The code as a place of the report: for people, and for the review of code. */
export function besideOf(path: string, name: string): ScanPlace & { readonly note: string } {
  const folder = posix.dirname(path);
  return { path: visibleText(folder === "." ? name : `${folder}/${name}`), note: "the code that is loaded" };
}

async function judgeCode(
  code: ByteSource,
  name: string,
  at: string,
  examination: Examination,
): Promise<boolean> {
  const text = Buffer.from(await code.read(0, Math.min(code.size, largestCode))).toString("utf8");
  const line = harmfulLine(text);
  if (line === undefined) return false;
  examination.found(huggingfaceRules.harmful, {
    description: `${at} loads ${visibleText(name)}; its line ${line.line} is \`${visibleText(line.text)}\`.`,
    place: { at },
  });
  return true;
}
