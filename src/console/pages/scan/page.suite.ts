import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "scans",
      path: () => "/assess/scans",
      shows: async (page) => {
        await page.getByRole("link", { name: "models, src" }).waitFor();
        await page.getByText("interrupted").waitFor();
      },
    },
  ],
  walks: [
    {
      says: "a scan of the list opens",
      path: () => "/assess/scans",
      walk: async (page) => {
        await page.getByRole("link", { name: "models, src" }).click();
        await page.getByRole("heading", { name: "models, src" }).waitFor();
      },
    },
  ],
};
