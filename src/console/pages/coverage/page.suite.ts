import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "coverage",
      path: () => "/",
      shows: (page) => page.getByRole("grid", { name: "Coverage matrix" }).waitFor(),
    },
    {
      name: "coverage-drawer",
      path: ({ failingThreat }) => `/?threat=${encodeURIComponent(failingThreat)}&cell=tested`,
      shows: (page) => page.getByRole("heading", { name: /tested: failing/ }).waitFor(),
    },
  ],
  walks: [
    {
      says: "goes by keyboard alone from the matrix to a cell's drawer, its evidence, and back",
      path: ({ system }) => `/?system=${system}`,
      walk: async (page, { failingThreat, system }) => {
        await page.getByRole("grid").waitFor();
        await page.keyboard.press("/");
        await page.keyboard.type(failingThreat);
        await expect
          .poll(() =>
            page
              .getByRole("rowheader")
              .filter({ has: page.getByRole("link") })
              .count(),
          )
          .toBe(1);
        // One stop for the whole matrix, then arrows.
        for (
          let tries = 0;
          tries < 60 && !(await page.evaluate(() => document.activeElement?.closest("[role=grid]") != null));
          tries += 1
        )
          await page.keyboard.press("Tab");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Enter");
        const drawer = page.getByRole("complementary", { name: `Threat ${failingThreat}` });
        await drawer.waitFor();
        expect(new URL(page.url()).searchParams.get("cell")).toBe("tested");
        const evidence = drawer.getByRole("link", { name: /evidence, entry/ }).first();
        for (
          let tries = 0;
          tries < 30 && !(await evidence.evaluate((link) => link === document.activeElement));
          tries += 1
        )
          await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: /Evidence of/ }).waitFor();
        expect(new URL(page.url()).searchParams.get("system")).toBe(system);
        await page.goBack();
        await drawer.waitFor();
        await drawer.focus();
        await page.keyboard.press("Escape");
        await drawer.waitFor({ state: "detached" });
        expect(new URL(page.url()).searchParams.get("threat")).toBeNull();
      },
    },
    {
      says: "narrows by a figure of the totals, and the address says so",
      path: () => "/",
      walk: async (page) => {
        const figure = page.getByRole("link", { name: /^\d+ tested, failing$/ });
        const count = Number(await figure.innerText());
        await figure.click();
        await page.waitForURL("**state=failing**");
        const rows = page.getByRole("grid").getByRole("link", { name: /^tested: failing/ });
        await expect.poll(() => page.getByRole("grid").locator("[data-place$=' 0']").count()).toBe(count);
        expect(await rows.count()).toBe(count);
      },
    },
  ],
};
