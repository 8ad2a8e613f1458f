import { existsSync } from "node:fs";
import { join } from "node:path";
import { suppressionsName } from "./suppressions.ts";
import type { Walked } from "./walk.ts";

const mostNamed = 20;

/** What a scan says of itself before it begins: what was left out, and what was not used. */
export function notesOf(
  { skipped }: Walked,
  {
    suppressions,
    cwd,
    workspace,
  }: { readonly suppressions?: string; readonly cwd: string; readonly workspace?: string },
): readonly string[] {
  const rest = skipped.length - mostNamed;
  const unused = join(workspace ?? cwd, suppressionsName);
  return [
    ...skipped.slice(0, mostNamed).map((path) => `Left out: ${path}.`),
    ...(rest > 0 ? [`Left out too: ${rest} more folders of tools.`] : []),
    ...(suppressions === undefined && existsSync(unused)
      ? [
          `${suppressionsName} lies here and was not used: what is scanned must not excuse itself. Name it with --suppressions.`,
        ]
      : []),
  ];
}
