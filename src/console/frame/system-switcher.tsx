import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { systemsQuery } from "../api/queries.ts";
import { rememberSystem, useChosenSystem } from "./chosen-system.ts";

/** Which system every page speaks of. A native select: quick, and right on every keyboard and reader. */
export function SystemSwitcher() {
  const systems = useQuery(systemsQuery);
  const { system } = useChosenSystem();
  const navigate = useNavigate();
  if (systems.data === undefined || systems.data.length === 0) return undefined;
  return (
    <select
      aria-label="System"
      className="field mt-3 w-full truncate"
      value={system?.id ?? ""}
      onChange={(event) => {
        rememberSystem(event.target.value);
        // Filters and an open drawer belong to the system that is left.
        void navigate({ to: ".", search: { system: event.target.value } });
      }}
    >
      {systems.data.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
