import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { findingsQuery, runsQuery, scansQuery, systemsQuery, threatsQuery } from "../../api/queries.ts";
import { pages } from "../../pages.ts";
import { dateTime } from "../../words/date.ts";
import { useChosenSystem } from "../chosen-system.ts";
import type { Destination } from "./rank.ts";

/** Everything the palette reaches, read only while it is open. */
export function useDestinations(open: boolean): readonly Destination[] {
  const { system } = useChosenSystem();
  const systems = useQuery({ ...systemsQuery, enabled: open });
  const runs = useQuery({ ...runsQuery(), enabled: open });
  const scans = useQuery({ ...scansQuery, enabled: open });
  const findings = useQuery({ ...findingsQuery(), enabled: open });
  const threats = useQuery({ ...threatsQuery(system?.id ?? ""), enabled: open && system !== undefined });
  return useMemo(
    () => [
      ...pages
        .filter((page) => !page.path.includes("$"))
        .sort((a, b) => (a.rail?.order ?? 999) - (b.rail?.order ?? 999))
        .map((page): Destination => ({
          kind: "Page",
          title: page.title,
          detail: page.under ?? "",
          to: page.path,
        })),
      ...(systems.data ?? []).map(({ id, name }): Destination => ({
        kind: "System",
        title: name,
        detail: id,
        to: "/systems/$system",
        params: { system: id },
      })),
      ...(findings.data ?? []).map(({ id, title, severity, check }): Destination => ({
        kind: "Finding",
        title,
        detail: `${id} ${severity} ${check}`,
        to: "/assess/findings/$finding",
        params: { finding: id },
      })),
      ...(runs.data ?? []).map((run): Destination => ({
        kind: "Run",
        title: run.id,
        detail: `${run.system.name} ${dateTime(run.startedAt)} ${run.status}`,
        to: "/assess/runs/$run",
        params: { run: run.id },
      })),
      ...(scans.data ?? []).map(({ id, paths, startedAt, status, verdict }): Destination => ({
        kind: "Scan",
        title: paths.join(", ") || id,
        detail: `${id} ${dateTime(startedAt)} ${verdict ?? status}`,
        to: "/assess/scans/$scan",
        params: { scan: id },
      })),
      ...(threats.data ?? []).map(({ id, title, band }): Destination => ({
        kind: "Threat",
        title,
        detail: `${id} ${band}`,
        to: "/threats/$threat",
        params: { threat: id },
      })),
    ],
    [systems.data, runs.data, scans.data, findings.data, threats.data],
  );
}
