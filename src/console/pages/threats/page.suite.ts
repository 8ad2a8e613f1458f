import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "threats",
      path: () => "/threats",
      shows: (page) =>
        page.getByRole("table", { name: "Threat register" }).getByRole("link").first().waitFor(),
    },
    {
      name: "threats-drawer",
      path: ({ failingThreat }) => `/threats?threat=${encodeURIComponent(failingThreat)}`,
      shows: (page) => page.getByRole("heading", { name: "Because" }).waitFor(),
    },
  ],
  walks: [
    {
      says: "sorts by a column, keeps the sort in the address, and moves between rows with arrows",
      path: () => "/threats",
      walk: async (page) => {
        const table = page.getByRole("table", { name: "Threat register" });
        await table.getByRole("button", { name: "Id", exact: true }).click();
        await page.waitForURL("**sort=id**");
        expect(
          await table.getByRole("columnheader", { name: "Id", exact: true }).getAttribute("aria-sort"),
        ).toBe("ascending");
        const links = table.locator("[data-row] a");
        await links.first().focus();
        await page.keyboard.press("ArrowDown");
        expect(await links.nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
      },
    },
  ],
};
