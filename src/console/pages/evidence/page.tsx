import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/evidence",
  title: "Evidence",
  rail: { label: "Evidence", order: 90 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
