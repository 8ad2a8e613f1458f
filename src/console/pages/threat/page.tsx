import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/threats/$threat",
  title: "Threat",
  under: "Threats",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
