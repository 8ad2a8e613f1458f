import { segmentsOf, shownAtMost, type Segment, type Span } from "./segments.ts";

/** Text from a target or an attack: always as characters, hidden ones by name, never as markup. */
export function ShownText({ text, spans = [] }: { readonly text: string; readonly spans?: readonly Span[] }) {
  const cut = text.length > shownAtMost;
  return (
    <>
      {segmentsOf(cut ? text.slice(0, shownAtMost) : text, spans).map((segment, index) => (
        // A segment has no identity beyond its place.
        // oxlint-disable-next-line react/no-array-index-key
        <Piece key={index} segment={segment} />
      ))}
      {cut && (
        <span className="text-muted"> … {text.length - shownAtMost} more characters, in the evidence</span>
      )}
    </>
  );
}

function Piece({ segment }: { readonly segment: Segment }) {
  const inner = segment.hidden ? (
    <span
      className="rounded-[2px] border border-dashed border-unscored px-px text-2xs text-unscored"
      title="hidden character, shown by name"
    >
      {segment.text}
    </span>
  ) : (
    segment.text
  );
  if (!segment.marked) return inner;
  return (
    <mark className="bg-breached-wash font-semibold underline decoration-breached decoration-2 underline-offset-3">
      {inner}
    </mark>
  );
}
