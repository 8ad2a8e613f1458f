import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";
import { readSearch } from "./search.ts";

export const page: ConsolePage = {
  path: "/threats",
  title: "Threats",
  rail: { label: "Threats", order: 30 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: readSearch,
};
