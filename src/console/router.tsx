import { createRootRoute, createRoute, createRouter, type AnyRouter } from "@tanstack/react-router";
import type { ConsolePage } from "./console-page.ts";
import { withoutHoles } from "./frame/address.ts";
import { NotFound } from "./frame/not-found.tsx";
import { PageFailure } from "./frame/page-failure.tsx";
import { Shell } from "./frame/shell.tsx";
import { pages } from "./pages.ts";

/** Which system the console looks at travels in every address. */
const kept = (page: ConsolePage) => (raw: Record<string, unknown>) => {
  const search = withoutHoles(raw);
  return { ...page.search(search), system: search["system"] };
};

export function createConsoleRouter(): AnyRouter {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const routes = pages.map((page) =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: page.component,
      validateSearch: kept(page),
      errorComponent: PageFailure,
    }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(withoutHoles(search)).toString();
      return text === "" ? "" : `?${text}`;
    },
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}
