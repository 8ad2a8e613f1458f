import type { Threat } from "../contracts/index.ts";
import type { LoadedSystem } from "../system/index.ts";
import { openQuestions, type OpenQuestion } from "./model/model-threats.ts";
import { attackPaths, type AttackPath } from "./paths/attack-paths.ts";
import type { ThreatRules } from "./rules/load.ts";

/** What `bartizan threats --format json` prints. */
export interface ThreatsDocument {
  readonly schemaVersion: "bartizan.threats/v1";
  readonly system: { readonly id: string; readonly name: string; readonly digest: string };
  readonly rules: { readonly id: string; readonly version: string; readonly digest: string };
  readonly threats: readonly Threat[];
  readonly attackPaths: readonly AttackPath[];
  readonly openQuestions: readonly OpenQuestion[];
}

export function threatsDocument(
  loaded: LoadedSystem,
  threats: readonly Threat[],
  rules: ThreatRules,
): ThreatsDocument {
  const { id, name } = loaded.manifest.system;
  return {
    schemaVersion: "bartizan.threats/v1",
    system: { id, name, digest: loaded.digest },
    rules: { id: rules.pack.id, version: rules.pack.version, digest: rules.digest },
    threats,
    attackPaths: attackPaths(loaded),
    openQuestions: openQuestions(loaded, rules),
  };
}
