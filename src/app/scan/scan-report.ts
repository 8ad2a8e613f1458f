import { verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import type { ArtifactReport, CodeReport, ScanReport } from "../../contracts/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { toolVersion } from "../version.ts";
import { madeFrom, notCompared, scannedParts, type PartToScan } from "./system-parts.ts";

/** The whole report of what was examined, with its one verdict. */
export function reportOf(scanned: {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly paths: readonly string[];
  readonly artifacts: readonly ArtifactReport[];
  readonly code: CodeReport | undefined;
  readonly notes: readonly string[];
  readonly loaded: LoadedSystem | undefined;
  readonly parts: readonly PartToScan[];
  /** Whether digests were looked at, which only files have that are examined as artifacts. */
  readonly digests: boolean;
  /** Whether nothing was examined because nothing has changed. */
  readonly unchanged: boolean;
  readonly interrupted: boolean;
  /** Undefined where that cannot be told, because only a part was scanned. */
  readonly unusedSuppressions: number | undefined;
}): ScanReport {
  const { startedAt, finishedAt, paths, artifacts, code, loaded, parts, unusedSuppressions } = scanned;
  const system =
    loaded === undefined
      ? undefined
      : {
          id: loaded.manifest.system.id,
          name: loaded.manifest.system.name,
          digest: loaded.digest,
          parts: scannedParts(parts, artifacts, code),
          made: madeFrom(loaded),
        };
  const nothing = artifacts.length === 0 && (code === undefined || code.files === 0);
  return {
    schemaVersion: "bartizan.scan/v1",
    tool: { name: "bartizan", version: toolVersion() },
    startedAt,
    finishedAt,
    paths,
    verdict: worstVerdict([
      // Nothing examined is no promise, unless it is because nothing has changed.
      (nothing && !scanned.unchanged) || scanned.interrupted ? "incomplete" : "clean",
      ...artifacts.map(({ verdict }) => verdict),
      ...(code === undefined ? [] : [code.verdict, verdictOfFindings(code.findings)]),
    ]),
    artifacts,
    ...(code === undefined ? {} : { code }),
    notes: [
      ...scanned.notes,
      ...(system === undefined || !scanned.digests ? [] : notCompared(parts, system.parts)),
    ],
    ...(unusedSuppressions === undefined ? {} : { unusedSuppressions }),
    ...(system === undefined ? {} : { system }),
  };
}
