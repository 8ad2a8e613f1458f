import { createRemoteKinds, detectors, overTimeDetectors, type ReadSecret } from "../../detect/index.ts";
import type { DetectorShelf } from "../../guard/index.ts";

/** Every detector a policy may turn on. Remote ones that have a `key` need `readSecret` to be asked. */
export function detectorShelf(readSecret?: ReadSecret): DetectorShelf {
  return { pure: detectors, overTime: overTimeDetectors, remote: createRemoteKinds(readSecret) };
}
