import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "guard",
      path: () => "/guard",
      shows: async (page) => {
        await page.getByRole("img", { name: /^Decisions from .* blocked/ }).waitFor();
        await page.getByText("The glass was broken:").waitFor();
        await page.getByText("Detectors failed open").first().waitFor();
      },
    },
  ],
  walks: [
    {
      says: "and its pages fit a narrow screen",
      path: () => "/guard",
      walk: async (page, { url }) => {
        const wide = page.viewportSize();
        await page.setViewportSize({ width: 390, height: 844 });
        try {
          for (const path of [
            "/guard",
            "/guard/decisions",
            "/guard/decisions/exchange-0007",
            "/guard/policies",
            "/guard/policy?file=policy.yaml",
            "/guard/keys",
          ]) {
            await page.goto(url + path);
            await page.getByRole("heading", { level: 1 }).waitFor();
            await page.getByText(/^Reading the/).waitFor({ state: "detached" });
            const sizes = await page.evaluate(() =>
              [document.documentElement, document.querySelector("#page-scroll")].map((box) => [
                box?.scrollWidth ?? 0,
                box?.clientWidth ?? 0,
              ]),
            );
            expect([path, sizes.filter(([inner = 0, outer = 0]) => inner > outer)]).toEqual([path, []]);
          }
        } finally {
          if (wide !== null) await page.setViewportSize(wide);
        }
      },
    },
    {
      says: "leads from a rule that fired to its decisions",
      path: () => "/guard",
      walk: async (page) => {
        await page.getByRole("link", { name: "card-numbers" }).click();
        await page.waitForURL("**/guard/decisions?rule=card-numbers");
        const rows = page.getByRole("table", { name: "Decisions" }).locator("[data-row]");
        await rows.first().waitFor();
        for (const row of await rows.all()) expect(await row.innerText()).toContain("card-numbers");
      },
    },
  ],
};
