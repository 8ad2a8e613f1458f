import type { RouteComponent } from "@tanstack/react-router";

/** Search parameters as they stand in the URL: strings, each key once. */
export type RawSearch = Readonly<Record<string, string>>;

/**
 * One page of the console. A folder `pages/<name>/` whose `page.tsx` exports it as `page`; found by
 * globbing, so that adding a page touches no other file.
 *
 * @example
 * export const page: ConsolePage = {
 *   path: "/watch",
 *   title: "Watch",
 *   rail: { label: "Watch", order: 60 },
 *   component: lazyRouteComponent(() => import("./view.tsx"), "WatchView"),
 *   search: (raw) => ({ q: raw["q"] }),
 * };
 */
export interface ConsolePage {
  /** Path with `$name` for parameters, such as `/systems/$system`. */
  readonly path: string;
  /** What the tab is called. */
  readonly title: string;
  /** Set for pages that stand in the left rail; the rail is sorted by `order`. */
  readonly rail?: { readonly label: string; readonly order: number };
  /** For pages below another: the rail label that stays lit. */
  readonly under?: string;
  /** Made with `lazyRouteComponent`, so that a page is loaded when it is first opened. */
  readonly component: RouteComponent;
  /** Keeps what the page understands of the URL and drops the rest; never throws. */
  readonly search: (raw: RawSearch) => SearchOf;
}

/** What a page makes of its search parameters. */
export type SearchOf = Readonly<Record<string, string | undefined>>;
