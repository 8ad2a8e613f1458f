import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/guard",
  title: "Guard",
  rail: { label: "Guard", order: 50 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
