import { createRootRoute, createRoute, createRouter, type AnyRouter } from "@tanstack/react-router";
import type { ConsolePage, RawSearch } from "./console-page.ts";
import { NotFound } from "./frame/not-found.tsx";
import { PageFailure } from "./frame/page-failure.tsx";
import { Shell } from "./frame/shell.tsx";
import { pages } from "./pages.ts";

/** Which system the console looks at travels in every address. */
const kept = (page: ConsolePage) => (raw: Record<string, unknown>) => {
  const search = stringsOnly(raw);
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
      const text = new URLSearchParams(stringsOnly(search)).toString();
      return text === "" ? "" : `?${text}`;
    },
    defaultPreload: "intent",
    scrollRestoration: false,
  });
}

export function stringsOnly(raw: Readonly<Record<string, unknown>>): RawSearch {
  return Object.fromEntries(
    Object.entries(raw).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    ),
  );
}
