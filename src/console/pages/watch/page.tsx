import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/watch",
  title: "Watch",
  rail: { label: "Watch", order: 60 },
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
