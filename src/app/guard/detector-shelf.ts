import { detectors, overTimeDetectors } from "../../detect/index.ts";
import type { DetectorShelf } from "../../guard/index.ts";

/** Every detector a policy may turn on. */
export function detectorShelf(): DetectorShelf {
  return { pure: detectors, overTime: overTimeDetectors };
}
