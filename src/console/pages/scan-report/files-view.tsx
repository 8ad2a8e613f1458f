import type { ArtifactReport, LoaderOutcome, ScanFinding } from "../../../contracts/index.ts";
import { BandMark } from "../../frame/band-mark.tsx";
import { Digest, Facts } from "../../frame/facts.tsx";
import { ByteMapPicture } from "../../pictures/byte-map/byte-map.tsx";
import { ScanMark } from "../../pictures/scan-mark/scan-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { loadersInOrder, outcomeWords, placeWords, size } from "../../../report/scan/words/index.ts";
import { bands } from "../../words/order.ts";
import { amount } from "../../words/rate.ts";

const mostFiles = 300;
const mostMembers = 100;

/** The files as a tree; what is not clean stands first and open. */
export function FilesView({
  artifacts,
  inCode,
  open,
}: {
  readonly artifacts: readonly ArtifactReport[];
  /** What the review of code found, in whichever file. */
  readonly inCode: readonly ScanFinding[];
  readonly open: string | undefined;
}) {
  if (artifacts.length === 0) return <p className="text-muted">No file was examined as an artifact.</p>;
  const sorted = worseFirst(artifacts);
  return (
    <div className="space-y-2">
      {sorted.slice(0, mostFiles).map((artifact) => (
        <FileCard
          key={artifact.path}
          artifact={artifact}
          inCode={inCode.filter(({ place }) => place.path === artifact.path)}
          open={artifact.path === open || artifact.verdict !== "clean"}
        />
      ))}
      {sorted.length > mostFiles && (
        <p className="text-muted">
          … {amount(sorted.length - mostFiles)} more files, in the JSON of the scan
        </p>
      )}
    </div>
  );
}

const worseFirst = (files: readonly ArtifactReport[]): readonly ArtifactReport[] =>
  files.toSorted((a, b) => Number(a.verdict === "clean") - Number(b.verdict === "clean"));

function FileCard({
  artifact,
  inCode = [],
  open,
}: {
  readonly artifact: ArtifactReport;
  readonly inCode?: readonly ScanFinding[];
  readonly open: boolean;
}) {
  const { path, format, alsoReadAs, bytes, verdict, sha256, facts, members, passed } = artifact;
  const name = path.includes("!/") ? path.slice(path.lastIndexOf("!/") + 2) : path;
  return (
    <details open={open} className="card p-3">
      <summary className="[overflow-wrap:anywhere]">
        <ScanMark verdict={verdict} />{" "}
        <code className="font-mono text-xs">
          <ShownText text={name} />
        </code>{" "}
        <span className="text-muted">
          {format}, {size(bytes)}
        </span>
      </summary>
      <div className="mt-2">
        <ByteMapPicture report={artifact} />
        <FoundHere findings={[...artifact.findings, ...inCode]} />
        <LoaderTable artifact={artifact} />
        <Facts
          facts={[
            sha256 === undefined ? undefined : ["SHA-256", <Digest key="digest" value={sha256} />],
            alsoReadAs.length === 0 ? undefined : ["also read as", alsoReadAs.join(", ")],
            ...Object.entries(facts).map(([fact, value]): [string, string] => [
              fact,
              typeof value === "number" ? amount(value) : String(value),
            ]),
            passed.length === 0
              ? undefined
              : [
                  "looked at",
                  `${amount(passed.length)} ${passed.length === 1 ? "rule" : "rules"} that found nothing`,
                ],
          ]}
        />
        {members.length > 0 && (
          <div className="mt-2 space-y-2 border-l border-line pl-3">
            {worseFirst(members)
              .slice(0, mostMembers)
              .map((member) => (
                <FileCard key={member.path} artifact={member} open={member.verdict !== "clean"} />
              ))}
            {members.length > mostMembers && (
              <p className="text-muted">… {amount(members.length - mostMembers)} more members</p>
            )}
          </div>
        )}
      </div>
    </details>
  );
}

const mostFound = 20;

/** What was found in this file, in a line each; whole under Findings. */
function FoundHere({ findings }: { readonly findings: readonly ScanFinding[] }) {
  const open = findings
    .filter(({ suppressed, effect }) => suppressed === undefined && effect !== "note")
    .toSorted((a, b) => bands.indexOf(a.severity) - bands.indexOf(b.severity));
  if (open.length === 0) return undefined;
  return (
    <ul className="my-2 space-y-1 [overflow-wrap:anywhere]">
      {open.slice(0, mostFound).map(({ id, severity, title, place }, index) => (
        // The same rule may find two things at one place: an id alone does not tell them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${id} ${String(index)}`} className="flex flex-wrap items-baseline gap-x-2">
          <BandMark band={severity} /> <span>{title}</span>{" "}
          <code className="font-mono text-xs text-muted">
            <ShownText text={spotWords(place)} />
          </code>
        </li>
      ))}
      {open.length > mostFound && (
        <li className="text-muted">… {amount(open.length - mostFound)} more, under Findings</li>
      )}
    </ul>
  );
}

/** Where in this file: its path stands above already. */
const spotWords = ({ line, ...place }: ScanFinding["place"]): string =>
  placeWords({ ...place, path: line === undefined ? "" : `line ${String(line)}` }).replace(/^, /, "");

const tones: Readonly<Record<LoaderOutcome, string>> = {
  "runs-code": "font-medium text-breached",
  "reaches-out": "font-medium text-breached",
  exhausts: "font-medium text-breached",
  refuses: "text-unscored",
  unknown: "text-unscored",
  review: "text-unscored",
  safe: "text-held",
};

function LoaderTable({ artifact }: { readonly artifact: ArtifactReport }) {
  if (artifact.loaders.length === 0) return undefined;
  return (
    <div
      className="my-2 overflow-x-auto"
      tabIndex={0}
      role="group"
      aria-label={`Loaders of ${artifact.path}`}
    >
      <table className="w-full min-w-[520px] border-collapse">
        <caption className="sr-only">What happens when {artifact.path} is loaded</caption>
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            <th className="py-1 pr-4">loader</th>
            <th className="py-1 pr-4">what happens</th>
            <th className="py-1">why</th>
          </tr>
        </thead>
        <tbody>
          {loadersInOrder(artifact).map(({ loader, outcome, why, callSites = [] }) => (
            <tr key={loader} className="border-b border-line align-top">
              <td className="py-1 pr-4 font-mono text-xs">{loader}</td>
              <td className={`py-1 pr-4 whitespace-nowrap ${tones[outcome]}`}>{outcomeWords[outcome]}</td>
              <td className="py-1">
                {why}
                {callSites.length > 0 && (
                  <span className="block text-muted">
                    Called in {callSites.slice(0, 5).map(placeWords).join("; ")}.
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
