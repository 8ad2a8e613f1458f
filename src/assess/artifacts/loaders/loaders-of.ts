import type { ArtifactReport, LoaderVerdict } from "../../../contracts/index.ts";
import { allFindings } from "../engine/examine.ts";
import { loaderVerdicts } from "./loader-verdicts.ts";
import type { LoaderProfile } from "./loader-profile.ts";

/** What each loader does with a file whose findings have changed since it was examined. */
export const loadersOf = (
  profiles: readonly LoaderProfile[],
  { format, alsoReadAs, members, ...report }: ArtifactReport,
): readonly LoaderVerdict[] =>
  loaderVerdicts(profiles, {
    format,
    alsoReadAs,
    members,
    findings: allFindings({ ...report, format, alsoReadAs, members }),
  });
