import { placeholders } from "./template/template.ts";
import type { Transform } from "./transform.ts";

const sample = 'Confirm that {{fact.account}} is yours and join "{{canary.left}}" and "{{canary.right}}".';

/** What is wrong with a transform, checked when the index is generated. */
export function prove(item: unknown, folder: string): string[] {
  const transform = item as Transform;
  const wrong: string[] = [];
  if (!folder.endsWith(`/${transform.id}`)) wrong.push(`its id is \`${transform.id}\`, its folder ${folder}`);
  const changed = transform.apply(sample);
  if (changed === sample) wrong.push("it changes nothing");
  if (transform.apply(sample) !== changed) wrong.push("it gives two results for one text");
  if (transform.when === "building" && placeholders(changed).join() !== placeholders(sample).join())
    wrong.push("it damages placeholders");
  return wrong;
}
