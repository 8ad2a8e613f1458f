import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "guard-decision",
      path: () => "/guard/decisions/exchange-0007",
      shows: (page) => page.getByText("bartizan evidence verify .bartizan/records/ledger/").first().waitFor(),
    },
  ],
  walks: [
    {
      says: "marks in the stored text what the rule acted on",
      path: () => "/guard/decisions?rule=commands-to-the-assistant",
      walk: async (page) => {
        await page.getByRole("table", { name: "Decisions" }).getByRole("link").first().click();
        await page.getByRole("link", { name: "Full page" }).click();
        await page.waitForURL("**/guard/decisions/exchange-*");
        await page.getByRole("heading", { level: 1, name: /^Decision exchange-/ }).waitFor();
        expect(await page.locator("main mark").first().innerText()).toContain("Ignore all previous");
      },
    },
  ],
};
