import { Go } from "./go.tsx";

/** The lists of the assess room. */
export function AssessLinks({ here }: { readonly here: "Runs" | "Over time" | "Findings" | "Scans" }) {
  const lists = [
    { name: "Runs", to: "/assess", search: {} },
    { name: "Over time", to: "/assess", search: { view: "time" } },
    { name: "Findings", to: "/assess/findings", search: {} },
    { name: "Scans", to: "/assess/scans", search: {} },
  ];
  return (
    <nav aria-label="Assess" className="flex gap-5 border-b border-line">
      {lists.map(({ name, to, search }) => (
        <Go
          key={name}
          to={to}
          search={search}
          aria-current={name === here ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-1.5 text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {name}
        </Go>
      ))}
    </nav>
  );
}
