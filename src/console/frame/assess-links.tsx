import { Go } from "./go.tsx";

/** The two lists of the assess room. */
export function AssessLinks({ here }: { readonly here: "Runs" | "Findings" }) {
  const lists = [
    { name: "Runs", to: "/assess" },
    { name: "Findings", to: "/assess/findings" },
  ];
  return (
    <nav aria-label="Assess" className="flex gap-5 border-b border-line">
      {lists.map(({ name, to }) => (
        <Go
          key={name}
          to={to}
          aria-current={name === here ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-1.5 text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {name}
        </Go>
      ))}
    </nav>
  );
}
