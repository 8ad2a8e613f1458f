import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/govern",
  title: "Govern",
  rail: { label: "Govern", order: 80 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
