import type { ScanFinding } from "../../../contracts/index.ts";
import { placeWords } from "../../../report/scan/words/index.ts";
import { BandMark } from "../../frame/band-mark.tsx";
import { ShownText } from "../../pictures/transcript/shown-text.tsx";
import { amount } from "../../words/rate.ts";
import { CodeInPlace } from "./code-in-place.tsx";

const mostFindings = 300;

/** Findings where they stand: bytes of a file, or the lines of code around. */
export function FindingCards({ findings }: { readonly findings: readonly ScanFinding[] }) {
  return (
    <ul className="space-y-3">
      {findings.slice(0, mostFindings).map((finding, index) => (
        // The same rule may find two things at one place: an id alone does not tell them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${finding.id} ${String(index)}`} className="card p-4">
          <Card finding={finding} />
        </li>
      ))}
      {findings.length > mostFindings && (
        <li className="text-muted">
          … {amount(findings.length - mostFindings)} more, in the JSON of the scan
        </li>
      )}
    </ul>
  );
}

function Card({ finding }: { readonly finding: ScanFinding }) {
  const {
    severity,
    title,
    place,
    rule,
    effect,
    description,
    remedy,
    related = [],
    references,
    suppressed,
  } = finding;
  // What has its line is told there.
  const elsewhere = related.filter(({ line, text }) => line === undefined || text === undefined);
  return (
    <>
      <h3 className="flex flex-wrap items-baseline gap-x-3 font-semibold">
        <BandMark band={severity} /> {title}
      </h3>
      <p className="mt-0.5 text-muted [overflow-wrap:anywhere]">
        <code className="font-mono text-xs">
          <ShownText text={placeWords(place)} />
        </code>{" "}
        {rule}, {effect}, {finding.id}
      </p>
      {suppressed !== undefined && (
        <p className="mt-1 border-l-4 border-l-edge pl-3">
          Suppressed{suppressed.until === undefined ? "" : ` until ${suppressed.until}`}: {suppressed.reason}
        </p>
      )}
      <p className="mt-1 max-w-[90ch] [overflow-wrap:anywhere]">
        <Prose text={description} />
      </p>
      <CodeInPlace finding={finding} />
      {elsewhere.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {elsewhere.map((other) => (
            <li key={`${placeWords(other)} ${other.note}`} className="[overflow-wrap:anywhere]">
              <code className="font-mono text-xs">{placeWords(other)}</code> {other.note}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1 max-w-[90ch]">
        <strong>Remedy.</strong> <Prose text={remedy} />
      </p>
      {references.length > 0 && <p className="mt-1 text-xs text-muted">{references.join(", ")}</p>}
    </>
  );
}

/** A sentence, with what stands between backticks as code. Where they do not pair up, nothing is code. */
function Prose({ text }: { readonly text: string }) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return <ShownText text={text} />;
  return parts.map((part, i) => {
    // A part has no identity beyond its place.
    const key = String(i);
    return i % 2 === 0 ? (
      <ShownText key={key} text={part} />
    ) : (
      <code key={key} className="font-mono text-xs">
        <ShownText text={part} />
      </code>
    );
  });
}
