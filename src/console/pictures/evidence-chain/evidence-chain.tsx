import { dateTime } from "../../words/date.ts";
import { linksOf, type ChainEntry, type ChainLink } from "./links.ts";

const holdWords: Readonly<Record<ChainLink["hold"], string>> = {
  joined: "names the digest of the entry before",
  broken: "does not name the digest of the entry before",
  unseen: "the entry before is not shown",
};

/** The newest ledger entries as a chain, newest last; a gap in the chain is a gap in the picture. */
export function EvidenceChain({
  tail,
  chosen,
}: {
  readonly tail: readonly ChainEntry[];
  readonly chosen?: number | undefined;
}) {
  return (
    <ol aria-label="Newest ledger entries">
      {linksOf(tail).map(({ entry, hold }) => (
        <li key={entry.seq} aria-current={entry.seq === chosen ? "true" : undefined}>
          <Joint hold={hold} />
          <div
            className={`flex flex-wrap items-baseline gap-x-4 rounded-[5px] border px-3 py-1.5 ${entry.seq === chosen ? "border-accent bg-chosen" : "border-line bg-surface"}`}
          >
            <span className="w-14 text-right font-mono text-xs">{entry.seq}</span>
            <span className="w-40 font-medium">{entry.type}</span>
            <span className="text-xs text-muted">{dateTime(entry.at)}</span>
            <span className="ml-auto font-mono text-xs" title={entry.digest}>
              {entry.digest.slice(0, 16)}…
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Joint({ hold }: { readonly hold: ChainLink["hold"] }) {
  return (
    <svg
      role="img"
      aria-label={holdWords[hold]}
      width="24"
      height="14"
      className={`ml-8 block ${hold === "broken" ? "text-breached" : "text-edge"}`}
    >
      {hold === "joined" && <path d="M12 0V14" stroke="currentColor" strokeWidth="2" />}
      {hold === "unseen" && <path d="M12 0V14" stroke="currentColor" strokeWidth="2" strokeDasharray="2 3" />}
      {hold === "broken" && (
        <path d="M12 0V3M12 11V14M8 4l8 6M16 4l-8 6" stroke="currentColor" strokeWidth="2" />
      )}
    </svg>
  );
}
