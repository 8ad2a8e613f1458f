import type {
  ArtifactReport,
  Hazard,
  LoaderOutcome,
  LoaderVerdict,
  ScanFinding,
} from "../../../contracts/index.ts";
import type { LoaderProfile } from "./loader-profile.ts";

/** Worst first. A refusal outranks what comes behind it, because the loader never gets there. */
const order: readonly LoaderOutcome[] = [
  "runs-code",
  "reaches-out",
  "exhausts",
  "refuses",
  "unknown",
  "review",
  "safe",
];

/** Nobody can say what a loader does with what was not read: these count for all, unless the profile says otherwise. */
const unknowable: ReadonlySet<Hazard> = new Set([
  "external-data",
  "parser-differential",
  "unexplained-bytes",
  "malformed",
  "encrypted",
  "unsupported",
]);

interface Examined {
  readonly format: string;
  readonly alsoReadAs: readonly string[];
  /** Of the file and of everything inside it. */
  readonly findings: readonly ScanFinding[];
  readonly members: readonly ArtifactReport[];
}

const sentence: Readonly<Record<LoaderOutcome, string>> = {
  "runs-code": "It runs what the file brings",
  "reaches-out": "It opens files or addresses that the file names",
  exhausts: "It takes more memory or time than there is",
  refuses: "It refuses the file",
  review: "A person has to look first",
  unknown: "Not everything was examined",
  safe: "Nothing found concerns it",
};

/** What each loader that reads this format does with the file. */
export function loaderVerdicts(
  profiles: readonly LoaderProfile[],
  examined: Examined,
): readonly LoaderVerdict[] {
  const formats = [examined.format, ...examined.alsoReadAs];
  return profiles
    .filter(({ reads }) => reads.some((format) => formats.includes(format)))
    .map((profile) => verdictFor(profile, examined.findings));
}

function verdictFor(profile: LoaderProfile, findings: readonly ScanFinding[]): LoaderVerdict {
  let outcome: LoaderOutcome = "safe";
  let because: ScanFinding[] = [];
  for (const finding of findings) {
    if (finding.suppressed !== undefined) continue;
    const does = outcomeOf(profile, finding);
    if (order.indexOf(does) < order.indexOf(outcome)) {
      outcome = does;
      because = [finding];
    } else if (does === outcome && does !== "safe") because.push(finding);
  }
  const [first] = because;
  return {
    loader: profile.id,
    title: profile.title,
    outcome,
    why: first === undefined ? `${sentence[outcome]}.` : `${sentence[outcome]}: ${first.title}.`,
    findings: because.map(({ id }) => id).slice(0, 50),
  };
}

function outcomeOf(profile: LoaderProfile, finding: ScanFinding): LoaderOutcome {
  const { hazard } = finding;
  if (hazard === undefined) return finding.effect === "incomplete" ? "unknown" : "safe";
  const does = profile.does[hazard];
  if (does !== undefined) return does;
  if (finding.effect === "incomplete") return "unknown";
  return unknowable.has(hazard) && finding.effect !== "note" ? "unknown" : "safe";
}
