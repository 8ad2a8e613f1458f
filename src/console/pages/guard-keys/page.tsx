import { lazyRouteComponent } from "@tanstack/react-router";
import type { ConsolePage } from "../../console-page.ts";

export const page: ConsolePage = {
  path: "/guard/keys",
  title: "Keys and budgets",
  under: "Guard",
  component: lazyRouteComponent(() => import("./view.tsx"), "View"),
  search: () => ({}),
};
