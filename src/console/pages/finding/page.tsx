import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/assess/findings/$finding",
  title: "Finding",
  under: "Assess",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
