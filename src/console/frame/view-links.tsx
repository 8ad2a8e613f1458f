import { Go } from "./go.tsx";

interface ViewLink {
  /** What stands in the URL; `undefined` is the first view. */
  readonly value: string | undefined;
  readonly name: string;
  /** Shown small beside the name. */
  readonly count?: number | undefined;
}

/** The views of one page, as links: each has its address. */
export function ViewLinks({
  label,
  views,
  chosen,
}: {
  readonly label: string;
  readonly views: readonly ViewLink[];
  readonly chosen: string | undefined;
}) {
  const known = views.some((view) => view.value === chosen);
  return (
    <nav aria-label={label} className="mb-3 flex gap-5 border-b border-line">
      {views.map(({ value, name, count }) => (
        <Go
          key={name}
          to="."
          keep
          search={{ view: value }}
          aria-current={value === (known ? chosen : undefined) ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-1.5 text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {name}
          {count !== undefined && <span className="ml-1.5 text-xs text-muted">{count}</span>}
        </Go>
      ))}
    </nav>
  );
}
