import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/",
  title: "Coverage",
  rail: { label: "Coverage", order: 10 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
