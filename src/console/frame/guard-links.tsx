import { Go } from "./go.tsx";

const lists = [
  { name: "Overview", to: "/guard" },
  { name: "Decisions", to: "/guard/decisions" },
  { name: "Policies", to: "/guard/policies" },
  { name: "Keys and budgets", to: "/guard/keys" },
] as const;

/** The lists of the guard's room. */
export function GuardLinks({ here }: { readonly here: (typeof lists)[number]["name"] }) {
  return (
    <nav aria-label="Guard" className="flex gap-5 overflow-x-auto border-b border-line">
      {lists.map(({ name, to }) => (
        <Go
          key={name}
          to={to}
          aria-current={name === here ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent py-1.5 whitespace-nowrap text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {name}
        </Go>
      ))}
    </nav>
  );
}
