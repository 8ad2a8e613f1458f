import type { ConsolePage } from "./console-page.ts";

const found = import.meta.glob<ConsolePage>("./pages/*/page.tsx", { eager: true, import: "page" });

/** All pages, in the order of their folders. There is no list to keep. */
export const pages: readonly ConsolePage[] = Object.values(found);

/** The left rail, in the order of the work. */
export const rail = pages
  .flatMap((page) => (page.rail === undefined ? [] : [{ ...page.rail, path: page.path }]))
  .sort((a, b) => a.order - b.order);
