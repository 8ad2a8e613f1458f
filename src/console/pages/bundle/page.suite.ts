import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "bundle",
      path: ({ finishedRun }) => `/evidence/${finishedRun}`,
      shows: (page) => page.getByRole("heading", { name: "Not checked" }).waitFor(),
    },
    {
      name: "bundle-incomplete",
      path: ({ runningRun }) => `/evidence/${runningRun}?entry=1`,
      shows: (page) => page.getByText("Entry 1 is older than what is drawn here").waitFor(),
    },
    {
      name: "bundle of a scan",
      path: () => "/evidence/scan-20261122-090000-0000a2",
      shows: (page) => page.getByRole("link", { name: "Open the scan" }).waitFor(),
    },
  ],
  walks: [
    {
      says: "evidence of a scan fits a telephone",
      path: () => "/evidence/scan-20261122-090000-0000a2",
      walk: async (page) => {
        await page.setViewportSize({ width: 390, height: 800 });
        await page.getByRole("heading", { name: "Not checked" }).waitFor();
        const [wide, room] = await page
          .locator("#page-scroll")
          .evaluate((e) => [e.scrollWidth, e.clientWidth]);
        await page.setViewportSize({ width: 1440, height: 900 });
        if ((wide ?? 0) > (room ?? 0)) throw new Error(`${wide} pixels on a page of ${room}`);
      },
    },
  ],
};
