import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "assess",
      path: () => "/assess",
      shows: (page) => page.getByRole("table", { name: "Runs" }).getByRole("link").first().waitFor(),
    },
    {
      name: "assess-over-time",
      path: () => "/assess?view=time",
      shows: (page) =>
        page
          .getByRole("table", { name: /^Breach rate of/ })
          .first()
          .waitFor(),
    },
  ],
  walks: [
    {
      says: "moves the progress of a running run when the server says so, without a reload",
      path: () => "/assess",
      walk: async (page, { ports }) => {
        const progress = page.getByRole("progressbar");
        await progress.waitFor();
        const before = Number(await progress.getAttribute("value"));
        // The stream may still be opening; the run keeps moving as runs do.
        await expect
          .poll(async () => {
            ports.step();
            return Number(await progress.getAttribute("value"));
          })
          .toBeGreaterThan(before);
      },
    },
  ],
};
