import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/systems",
  title: "Systems",
  rail: { label: "Systems", order: 20 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
