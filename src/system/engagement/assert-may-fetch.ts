import { existsSync } from "node:fs";
import { visibleText } from "../../formats/index.ts";
import { isAddress } from "../../targets/index.ts";
import { systemErrors } from "../errors.ts";
import type { LoadedSystem } from "../loaded.ts";
import { killSwitchFile, refuseOutsideWindow } from "./assert-may-test.ts";

/**
 * Which hosts a scan may ask for the artifacts of a manifest. Refuses where an artifact lies at an address and the
 * rules of engagement name no host, outside of their window, and while their kill switch is set: what is asked
 * there is asked in somebody's name.
 *
 * @param now milliseconds since the Unix epoch
 * @returns patterns of hosts; undefined where no artifact lies at an address
 * @throws SYSTEM_HOST_NOT_ALLOWED, SYSTEM_OUTSIDE_WINDOW, SYSTEM_KILL_SWITCH
 */
export function assertMayFetch(
  loaded: LoadedSystem,
  now: number,
  exists: (path: string) => boolean = existsSync,
): readonly string[] | undefined {
  const { artifacts, rules_of_engagement: rules } = loaded.manifest;
  const at = artifacts.findIndex(({ path }) => isAddress(path));
  const artifact = artifacts[at];
  if (artifact === undefined) return undefined;
  if (rules?.artifact_hosts === undefined || rules.artifact_hosts.length === 0)
    throw systemErrors.hostNotAllowed(
      `\`${artifact.id}\` lies at an address.`,
      loaded.place(["artifacts", at, "path"]),
    );
  refuseOutsideWindow(loaded, now);
  const file = killSwitchFile(loaded);
  if (file !== undefined && exists(file))
    throw systemErrors.killSwitch(
      `The file ${visibleText(file)} exists.`,
      loaded.place(["rules_of_engagement", "kill_switch"]),
    );
  return rules.artifact_hosts;
}
