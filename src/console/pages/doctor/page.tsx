import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/doctor",
  title: "This machine",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
