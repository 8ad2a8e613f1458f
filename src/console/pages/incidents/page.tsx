import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/incidents",
  title: "Incidents",
  rail: { label: "Incidents", order: 70 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
