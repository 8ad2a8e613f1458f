import { standingOf } from "../huggingface-config/targets.ts";
import type { LineLooker } from "./text-lines.ts";

/** A target of a YAML configuration that does harm, and where it stands. */
export interface YamlTarget {
  readonly line: number;
  readonly target: string;
  /** Between the fences of a document, where it is talked about. */
  readonly quoted: boolean;
}

const longestLine = 1024;
/** A key begins its line, behind indentation and dashes of lists, or stands in brackets. */
const begins = /^[\s\-?]*["']?$/;
const inBrackets = /[{,]\s{0,20}["']?$/;
const name = /^["']?\s{0,20}:\s{0,20}["']?([\w.]{1,300})/;

/**
 * Looks through text for the `_target_` by which Hydra and OmegaConf call a function when a
 * configuration is instantiated. Only targets that run commands, code or files count: what else may be a
 * target is for the one who instantiates to list.
 *
 * @see CVE-2025-23304
 */
export class YamlTargets implements LineLooker {
  /** The first outside of fences; else the first inside. */
  found: YamlTarget | undefined;

  look(whole: string, number: number, quoted: boolean): void {
    if (this.found?.quoted === false) return;
    const line = whole.slice(0, longestLine);
    for (let at = line.indexOf("_target_"); at !== -1; at = line.indexOf("_target_", at + 8)) {
      const before = line.slice(0, at);
      if (!begins.test(before) && !(before.includes("{") && inBrackets.test(before.slice(-24)))) continue;
      const target = name.exec(line.slice(at + 8, at + 8 + 400))?.[1];
      if (target === undefined || standingOf(target) !== "harmful") continue;
      if (this.found === undefined || !quoted) this.found = { line: number, target, quoted };
      return;
    }
  }
}
