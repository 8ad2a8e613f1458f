import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/guard/policies",
  title: "Policies",
  under: "Guard",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
