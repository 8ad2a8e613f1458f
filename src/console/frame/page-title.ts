import { useLocation, useMatches } from "@tanstack/react-router";
import { useEffect } from "react";
import { pages } from "../pages.ts";

/** Names the browser's tab after the page, and what the page shows: thirty tabs must tell themselves apart. */
export function usePageTitle(): void {
  const path = useMatches().at(-1)?.routeId;
  const where = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    const page = pages.find((candidate) => candidate.path === path || `${candidate.path}/` === path);
    const subject = /\$[a-z]+$/.test(path ?? "")
      ? decodeURIComponent(where.split("/").at(-1) ?? "")
      : undefined;
    document.title = [subject, page?.title, "Bartizan"].filter((piece) => piece !== undefined).join(" · ");
  }, [path, where]);
}
