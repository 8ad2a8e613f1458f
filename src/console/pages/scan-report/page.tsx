import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/assess/scans/$scan",
  title: "Scan",
  under: "Assess",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
