import type { Pin } from "../contract/index.ts";
import { kindOf, type FileKind } from "../file/kind.ts";
import { importNames } from "./import-names.ts";
import type { ReviewedFile } from "./memory-files.ts";
import { ModuleResolver } from "./resolve-module.ts";
import { pinsOf } from "./pins.ts";

export interface Surveyed {
  readonly file: ReviewedFile;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly imports: readonly string[];
}

export interface Survey {
  /** Those that are imported first, as far as there are no circles. */
  readonly files: readonly Surveyed[];
  readonly pins: ReadonlyMap<string, Pin>;
  readonly resolver: ModuleResolver;
  readonly incomplete: readonly { readonly path: string; readonly why: string }[];
}

export const mostBytes = 5_000_000;

const decoder = new TextDecoder("utf-8");
export const decoded = (bytes: Uint8Array): string => decoder.decode(bytes);

/** The first pass: which files there are, what they import, which versions are asked for. No text is kept. */
export async function survey(files: AsyncIterable<ReviewedFile>, signal?: AbortSignal): Promise<Survey> {
  const found: Surveyed[] = [];
  const incomplete: { path: string; why: string }[] = [];
  const pins = new Map<string, Pin>();
  for await (const file of files) {
    signal?.throwIfAborted();
    const kind = kindOf(file.path);
    if (kind === undefined) continue;
    let bytes: Uint8Array;
    try {
      bytes = await file.read();
    } catch (error) {
      incomplete.push({
        path: file.path,
        why: `it could not be read: ${error instanceof Error ? error.message.slice(0, 200) : "unknown"}`,
      });
      continue;
    }
    if (bytes.length > mostBytes) {
      incomplete.push({ path: file.path, why: "larger than 5 MB" });
      continue;
    }
    const text = decoded(bytes);
    for (const pin of pinsOf(file.path, text))
      if (!pins.has(pin.name) || pin.version !== undefined) pins.set(pin.name, pin);
    const { language } = kind;
    const isCode = kind.grammar !== undefined && kind.isNotebook !== true;
    const imports =
      isCode && (language === "python" || language === "javascript") ? importNames(text, language) : [];
    found.push({ file, kind, bytes: bytes.length, imports });
  }
  found.sort((a, b) => (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : 0));
  const resolver = new ModuleResolver(found.map(({ file }) => file.path));
  return { files: inOrder(found, resolver), pins, resolver, incomplete };
}

/** Depth first along the imports, without recursion. */
function inOrder(files: readonly Surveyed[], resolver: ModuleResolver): Surveyed[] {
  const byPath = new Map(files.map((item) => [item.file.path, item]));
  const seen = new Set<string>();
  const ordered: Surveyed[] = [];
  for (const start of files) {
    const stack: { item: Surveyed; next: number }[] = [];
    const enter = (item: Surveyed): void => {
      if (seen.has(item.file.path)) return;
      seen.add(item.file.path);
      stack.push({ item, next: 0 });
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { item } = top;
      const { language } = item.kind;
      const module = item.imports[top.next];
      top.next += 1;
      if (module === undefined || (language !== "python" && language !== "javascript")) {
        ordered.push(item);
        stack.pop();
        continue;
      }
      const path = resolver.resolve(module, item.file.path, language);
      const other = path === undefined ? undefined : byPath.get(path);
      if (other !== undefined) enter(other);
    }
  }
  return ordered;
}
