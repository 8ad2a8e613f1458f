import { formatsErrors, readBounded } from "../../formats/index.ts";
import type { ReviewedFile } from "../../assess/code/index.ts";
import { inlineIgnores, mayIgnore, type InlineIgnore } from "./inline-ignores.ts";
import type { FileToScan, RemotePart } from "./walk.ts";

/** A file of source code longer than this is told of as incomplete by the review. */
const largestSource = 16 * 1024 * 1024;

/** Endings of what the review of code reads. Only here does a name decide: code is run by its name too. */
const endings: ReadonlySet<string> = new Set(
  "py pyi ipynb js mjs cjs jsx ts mts cts tsx json jsonc yaml yml toml j2 jinja jinja2 md mdc txt sh bash env dockerfile".split(
    " ",
  ),
);
const names =
  /^(?:dockerfile|containerfile|makefile|\.env|\.cursorrules|\.windsurfrules|\.clinerules|requirements[\w.-]*)/i;

export function isSource({ path }: FileToScan): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return (dot > 0 && endings.has(name.slice(dot + 1).toLowerCase())) || names.test(name);
}

/** Hands files to the review one by one, and keeps the comments in them that ignore a rule. */
export async function* sourcesOf(
  files: readonly FileToScan[],
  ignored: Map<string, readonly InlineIgnore[]> | undefined,
): AsyncGenerator<ReviewedFile> {
  for (const file of files) {
    yield {
      path: file.path,
      async read() {
        const bytes =
          file.remote === undefined
            ? await readBounded(file.file, largestSource)
            : await fetchBounded(file.remote);
        if (
          ignored !== undefined &&
          Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("bartizan: ignore[")
        ) {
          const text = Buffer.from(bytes).toString("utf8");
          if (mayIgnore(text)) ignored.set(file.path, inlineIgnores(text));
        }
        return bytes;
      },
    };
  }
}

/** The same, to be asked for by their paths. */
export async function sourcesByPath(
  files: readonly FileToScan[],
): Promise<ReadonlyMap<string, ReviewedFile>> {
  const found = new Map<string, ReviewedFile>();
  for await (const file of sourcesOf(files, undefined)) found.set(file.path, file);
  return found;
}

async function fetchBounded({ file }: RemotePart): Promise<Uint8Array> {
  const source = await file.open();
  try {
    if (source.size > largestSource)
      throw formatsErrors.tooLarge(`It has more than ${largestSource} bytes.`, { file: file.path });
    return await source.read(0, source.size);
  } finally {
    await source.close();
  }
}
