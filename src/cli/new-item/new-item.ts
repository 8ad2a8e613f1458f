import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { newItemErrors } from "./errors.ts";
import { isItemKind, kinds } from "./kinds.ts";

/**
 * Makes the folder of a new item from its room's template. Touches no file that exists, since items are found
 * by globbing; if anything goes wrong, what was made is taken away again.
 *
 * @returns the paths of the files made, from the root of the source tree
 * @throws NEW_UNKNOWN_KIND, NEW_BAD_NAME, NEW_NOT_A_SOURCE_TREE, NEW_TAKEN
 */
export async function newItem(root: string, kind: string, name: string): Promise<readonly string[]> {
  if (!isItemKind(kind))
    throw newItemErrors.unknownKind(`\`${kind}\` is not a kind of item.`, { at: "kind" });
  // `template` is the folder the templates stand in.
  if (!/^[a-z][a-z0-9-]{1,39}$/u.test(name) || name === "template")
    throw newItemErrors.badName(`\`${name}\` is not a name for a ${kind}.`, { at: "name" });
  const files = kinds[kind].files.map(({ template, to }) => ({ template, to: to.replace("__NAME__", name) }));
  for (const { template } of files)
    if (!existsSync(join(root, template)))
      throw newItemErrors.notASourceTree(`${root} has no ${template}.`, { file: join(root, template) });
  const folders = [...new Set(files.map(({ to }) => dirname(to)))];
  for (const folder of folders)
    if (existsSync(join(root, folder)))
      throw newItemErrors.taken(`${folder} is there already.`, { file: join(root, folder) });
  const title = name[0]?.toUpperCase() + name.slice(1).replaceAll("-", " ");
  try {
    for (const { template, to } of files) {
      const text = await readFile(join(root, template), "utf8");
      await mkdir(dirname(join(root, to)), { recursive: true });
      const filled = text.replaceAll("__NAME__", name).replaceAll("__TITLE__", title);
      await writeFile(join(root, to), filled, { flag: "wx" });
    }
  } catch (error) {
    for (const folder of folders) await rm(join(root, folder), { recursive: true, force: true });
    throw error;
  }
  return files.map(({ to }) => to);
}
