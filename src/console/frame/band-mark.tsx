import type { Band } from "../../contracts/index.ts";

const bars: Readonly<Record<Band, number>> = { low: 1, medium: 2, high: 3, critical: 4 };

/** A band as one to four bars and its word: readable without colour. */
export function BandMark({ band, bare = false }: { readonly band: Band; readonly bare?: boolean }) {
  const tone = band === "critical" ? "text-breached" : band === "high" ? "text-ink" : "text-muted";
  return (
    <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
      <svg
        viewBox="0 0 14 12"
        width="14"
        height="12"
        className={`shrink-0 self-center ${tone}`}
        {...(bare ? { role: "img", "aria-label": band } : { "aria-hidden": true })}
      >
        {[1, 2, 3, 4].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 3.5}
            y={12 - bar * 3}
            width="2.5"
            height={bar * 3}
            fill="currentColor"
            opacity={bar <= bars[band] ? 1 : 0.22}
          />
        ))}
      </svg>
      {!bare && band}
    </span>
  );
}
