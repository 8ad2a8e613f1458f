import { useQuery } from "@tanstack/react-query";
import type { SystemSummary } from "../../contracts/index.ts";
import { systemsQuery } from "../api/queries.ts";
import { useRawSearch } from "./search-state.ts";

const key = "bartizan.system";

/** The system named in the address; else the one looked at last; else the first. */
export function pickSystem(
  systems: readonly SystemSummary[],
  named: string | undefined,
  remembered: string | null,
): SystemSummary | undefined {
  const find = (id: string | null | undefined): SystemSummary | undefined =>
    systems.find((system) => system.id === id);
  return find(named) ?? find(remembered) ?? systems[0];
}

/** The system the console looks at. `undefined` while reading, and when there is none. */
export function useChosenSystem(): {
  readonly system: SystemSummary | undefined;
  readonly none: boolean;
  readonly error: unknown;
} {
  const systems = useQuery(systemsQuery);
  const raw = useRawSearch();
  const system = pickSystem(systems.data ?? [], raw["system"], localStorage.getItem(key));
  return { system, none: systems.data?.length === 0, error: systems.error };
}

export function rememberSystem(id: string): void {
  localStorage.setItem(key, id);
}
