import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { TargetConfig } from "../../targets/index.ts";
import { closest, visibleText } from "../../formats/index.ts";
import { systemErrors } from "../errors.ts";
import type { LoadedSystem } from "../loaded.ts";
import type { RulesOfEngagement } from "../manifest/engagement.ts";

/** What production demands of the rules beyond what the schema does. */
const DEMANDED = ["window", "allowed_side_effects", "rate", "kill_switch", "clean_up"] as const;

/**
 * Refuses to test a target that the rules of engagement do not allow: production without complete
 * rules, an environment they do not name, a time outside the window, or a kill switch that is set.
 * Where there are rules, they bind test and staging targets too. Ask before the run and before each batch.
 *
 * @param now milliseconds since the Unix epoch
 * @throws SYSTEM_UNKNOWN_TARGET, SYSTEM_ENGAGEMENT_MISSING, SYSTEM_ENVIRONMENT_NOT_ALLOWED,
 *   SYSTEM_OUTSIDE_WINDOW, SYSTEM_KILL_SWITCH
 */
export function assertMayTest(
  loaded: LoadedSystem,
  targetId: string,
  now: number,
  exists: (path: string) => boolean = existsSync,
): void {
  const target = targetOf(loaded, targetId);
  const rules = loaded.manifest.rules_of_engagement;
  if (target.environment === "production") demandRules(loaded, target, rules);
  if (rules === undefined) return;
  const place = (field: string): ReturnType<LoadedSystem["place"]> =>
    loaded.place(["rules_of_engagement", field]);
  if (!rules.environments.includes(target.environment)) {
    const message = `Target \`${targetId}\` is ${target.environment}; allowed: ${rules.environments.join(", ")}.`;
    throw systemErrors.environmentNotAllowed(message, place("environments"));
  }
  refuseOutsideWindow(loaded, now);
  const file = killSwitchFile(loaded);
  if (file !== undefined && exists(file))
    throw systemErrors.killSwitch(`The file ${visibleText(file)} exists.`, place("kill_switch"));
}

/** @throws SYSTEM_OUTSIDE_WINDOW */
export function refuseOutsideWindow(loaded: LoadedSystem, now: number): void {
  const window = loaded.manifest.rules_of_engagement?.window;
  if (window === undefined || (now >= Date.parse(window.from) && now < Date.parse(window.until))) return;
  const message = `Testing is allowed from ${window.from} until ${window.until}; it is ${timeShown(now)}.`;
  throw systemErrors.outsideWindow(message, loaded.place(["rules_of_engagement", "window"]));
}

/** The kill switch as an absolute path; relative ones start where the manifest lies. */
export function killSwitchFile(loaded: LoadedSystem): string | undefined {
  const file = loaded.manifest.rules_of_engagement?.kill_switch?.file;
  return file === undefined ? undefined : resolve(dirname(loaded.file), file);
}

/** @throws SYSTEM_UNKNOWN_TARGET */
export function targetOf(loaded: LoadedSystem, targetId: string): TargetConfig {
  const { targets } = loaded.manifest;
  const target = targets.find(({ id }) => id === targetId);
  if (target !== undefined) return target;
  const known = targets.map(({ id }) => id);
  const meant = closest(targetId, known);
  const remedy =
    meant === undefined ? `Known targets: ${known.join(", ") || "none"}.` : `Did you mean \`${meant}\`?`;
  throw systemErrors.unknownTarget(
    `There is no target \`${visibleText(targetId.slice(0, 80))}\`.`,
    loaded.place(["targets"]),
    { remedy },
  );
}

function demandRules(loaded: LoadedSystem, target: TargetConfig, rules: RulesOfEngagement | undefined): void {
  const lacking =
    rules === undefined ? ["rules_of_engagement"] : DEMANDED.filter((field) => rules[field] === undefined);
  if (lacking.length === 0) return;
  const place = loaded.place(rules === undefined ? ["targets"] : ["rules_of_engagement"]);
  throw systemErrors.engagementMissing(
    `Target \`${target.id}\` is in production, and the manifest lacks ${lacking.join(", ")}.`,
    place,
  );
}

const LAST_DATE = 8.64e15;
const timeShown = (now: number): string =>
  Math.abs(now) <= LAST_DATE ? new Date(now).toISOString() : "no time that a clock can show";
