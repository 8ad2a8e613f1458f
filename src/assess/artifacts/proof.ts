import { basename } from "node:path";
import type { ArtifactFormat } from "./artifact-format.ts";

/** What is wrong with a format: its rules must be its own, and told apart. */
export function prove(item: unknown, folder: string): string[] {
  const format = item as ArtifactFormat;
  const wrong: string[] = [];
  if (basename(folder) !== format.id)
    wrong.push(`its id is \`${format.id}\`, its folder ${basename(folder)}`);
  const ids = format.rules.map(({ id }) => id);
  for (const id of ids)
    if (!id.startsWith(`${format.id}/`)) wrong.push(`the rule \`${id}\` is not called \`${format.id}/…\``);
  if (new Set(ids).size < ids.length) wrong.push("two rules have one id");
  for (const extension of format.extensions)
    if (!/^\.[a-z0-9_.-]+$/.test(extension)) wrong.push(`the ending \`${extension}\` is not like \`.pkl\``);
  return wrong;
}
