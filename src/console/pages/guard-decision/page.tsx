import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/guard/decisions/$decision",
  title: "Decision",
  under: "Guard",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
