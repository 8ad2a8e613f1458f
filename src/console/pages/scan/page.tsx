import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/assess/scans",
  title: "Scans",
  under: "Assess",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
