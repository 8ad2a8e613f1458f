import { posix } from "node:path";
import type { ArtifactReport, LoaderCallSite, LoaderVerdict, ScanFinding } from "../../contracts/index.ts";
import { findingOf, type LoaderProfile } from "../../assess/artifacts/index.ts";
import { scanRules } from "./scan-rules.ts";
import { fileOf } from "./suppressions.ts";

export interface Joined {
  readonly artifacts: readonly ArtifactReport[];
  /** One for each place in code that loads harm. They belong to the code. */
  readonly findings: readonly ScanFinding[];
}

/**
 * Brings together what code loads and what loading it does: each loader's verdict gets the places that call this
 * loader on this file, and where that runs code or reaches out, one finding says so.
 *
 * A site belongs to a file when its literal path, from the folder of the code or from any folder above it,
 * is the file or a folder around it.
 */
export function joinLoaders(
  artifacts: readonly ArtifactReport[],
  sites: readonly LoaderCallSite[],
  profiles: readonly LoaderProfile[],
): Joined {
  const named = sites.filter(({ argument }) => argument !== undefined && argument !== "");
  if (named.length === 0) return { artifacts, findings: [] };
  const callsOf = new Map(profiles.map(({ id, calls }) => [id, new Set(calls)]));
  const findings: ScanFinding[] = [];
  const joined = artifacts.map((artifact) => {
    const here = named.filter((site) => isLoaded(artifact.path, site));
    if (here.length === 0 || artifact.loaders.length === 0) return artifact;
    const loaders = artifact.loaders.map((verdict) => {
      const calls = callsFor(verdict, artifact.loaders, here, callsOf);
      if (calls.length === 0) return verdict;
      if (verdict.outcome === "runs-code" || verdict.outcome === "reaches-out")
        for (const site of calls) findings.push(harmLoaded(artifact, verdict, site));
      return { ...verdict, callSites: calls.map(({ place }) => place) };
    });
    return { ...artifact, loaders };
  });
  return { artifacts: joined, findings: oncePerSite(findings) };
}

/** Sites that name the loader itself; those that name only its call where no loader of the file is named better. */
function callsFor(
  verdict: LoaderVerdict,
  all: readonly LoaderVerdict[],
  sites: readonly LoaderCallSite[],
  callsOf: ReadonlyMap<string, ReadonlySet<string>>,
): readonly LoaderCallSite[] {
  return sites.filter(
    ({ loader }) =>
      loader === verdict.loader ||
      (callsOf.get(verdict.loader)?.has(loader) === true && !all.some((other) => other.loader === loader)),
  );
}

function isLoaded(path: string, { argument = "", place }: LoaderCallSite): boolean {
  const wanted = posix.normalize(argument.replaceAll("\\", "/")).replace(/\/$/, "");
  if (wanted === "." || wanted.startsWith("../../")) return false;
  const fits = (candidate: string): boolean => path === candidate || path.startsWith(`${candidate}/`);
  if (posix.isAbsolute(wanted)) return path.startsWith("/") && fits(wanted);
  // Not joined by `posix.join`, which would take the root from an absolute path, and a slash from an address.
  const above = wanted === ".." || wanted.startsWith("../");
  const name = above ? wanted.slice(3) : wanted;
  const folder = posix.dirname(fileOf(place.path));
  const folders = folder === "." ? [] : folder.split("/");
  for (let depth = folders.length - (above ? 1 : 0); depth >= 0; depth--) {
    const candidate = [...folders.slice(0, depth), name]
      .filter((part, i) => part !== "" || i < depth)
      .join("/");
    if (candidate !== "" && fits(candidate)) return true;
  }
  return false;
}

function harmLoaded(artifact: ArtifactReport, verdict: LoaderVerdict, site: LoaderCallSite): ScanFinding {
  const { path, ...place } = site.place;
  return findingOf(
    scanRules.loaded,
    {
      description: `\`${verdict.loader}\` is called on ${artifact.path} here. ${verdict.why}`,
      place,
      related: [{ path: artifact.path, note: "what is loaded" }],
    },
    path,
  );
}

const oncePerSite = (findings: readonly ScanFinding[]): readonly ScanFinding[] => [
  ...new Map(
    findings.map((finding) => [`${finding.id} ${finding.related?.[0]?.path ?? ""}`, finding]),
  ).values(),
];
