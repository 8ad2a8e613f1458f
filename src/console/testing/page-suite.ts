import type { Page } from "playwright-core";
import type { Sample } from "./sample.ts";

/** One address of a page, and what must stand there. Every visit is also looked at by axe, light and dark. */
export interface Visit {
  readonly name: string;
  readonly path: (sample: Sample) => string;
  /** Waits for what the page must show; throws when it does not come. */
  readonly shows: (page: Page) => Promise<unknown>;
}

/** Something a person does, told as a statement. */
export interface Walk {
  readonly says: string;
  readonly path: (sample: Sample) => string;
  readonly walk: (page: Page, sample: Sample) => Promise<void>;
}

/** `pages/<name>/page.suite.ts` exports this as `suite`; the browser test finds it by globbing. */
export interface PageSuite {
  readonly visits: readonly Visit[];
  readonly walks?: readonly Walk[];
}
