import { join } from "node:path";
import { oneOrAll } from "../../formats/index.ts";
import { loadPack, packsRoot, type PackManifest } from "../../knowledge/index.ts";
import { threatsErrors } from "../errors.ts";
import { compileRule, type CompiledRule } from "./compile.ts";
import { ruleSchema } from "./schema.ts";

/** A pack of threat rules, checked against the manifest's schema. */
export interface ThreatRules {
  readonly pack: PackManifest;
  /** SHA-256 of the pack's content, hex. */
  readonly digest: string;
  readonly rules: readonly CompiledRule[];
}

/**
 * Loads a pack of threat rules; by default the core pack. A path that no manifest can state, or a value
 * a fact can never have, is an error at load: such a rule would never fire and nobody would notice.
 *
 * @throws THREATS_*, KNOWLEDGE_*, FORMATS_*
 */
export function loadThreatRules(directory: string = join(packsRoot(), "threats", "core")): ThreatRules {
  const pack = loadPack(directory, ruleSchema);
  const results = pack.items.map((rule, index) =>
    compileRule(rule, (path, of) => pack.place(index, path, of)),
  );
  const problems = results.flatMap((result) => result.problems);
  if (problems.length > 0) throw oneOrAll(problems, threatsErrors.severalProblems, { file: directory });
  return { pack: pack.manifest, digest: pack.digest, rules: results.map(({ compiled }) => compiled) };
}
