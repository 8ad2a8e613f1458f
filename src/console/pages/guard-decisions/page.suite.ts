import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "guard-decisions",
      path: () => "/guard/decisions",
      shows: (page) => page.getByRole("table", { name: "Decisions" }).getByRole("link").first().waitFor(),
    },
    {
      name: "guard-decisions-drawer",
      path: () => "/guard/decisions?action=block&decision=exchange-0007",
      shows: (page) =>
        page
          .getByRole("complementary", { name: "Decision exchange-0007" })
          .getByText("What was seen")
          .waitFor(),
    },
  ],
  walks: [
    {
      says: "opens a decision where its row is clicked",
      path: () => "/guard/decisions",
      walk: async (page) => {
        const row = page.getByRole("table", { name: "Decisions" }).locator("tr[data-row]").nth(1);
        await row.locator("td").nth(2).click();
        await page.getByRole("complementary", { name: /^Decision exchange-/ }).waitFor();
        expect(await row.getAttribute("aria-current")).toBe("true");
      },
    },
    {
      says: "asks again when a decision is told, and not while it is paused",
      path: () => "/guard/decisions",
      walk: async (page, { ports }) => {
        const list = (url: string): boolean => url.includes("/api/guard/decisions?");
        await page.getByRole("table", { name: "Decisions" }).getByRole("link").first().waitFor();
        await page.getByText("● live").waitFor();
        const [newest] = (await ports.guard.decisions({ offset: 0, limit: 1 })).items;
        if (newest === undefined) throw new Error("the sample has decisions");
        const asked = page.waitForRequest((request) => list(request.url()));
        ports.emit({ type: "decision", decision: newest });
        await asked;
        await page.getByRole("button", { name: "Pause" }).click();
        let whilePaused = 0;
        page.on("request", (request) => (whilePaused += list(request.url()) ? 1 : 0));
        // The choices of the filters are asked for again all the same: by then the list would have been, too.
        const overview = page.waitForRequest((request) => request.url().includes("/api/guard?"));
        ports.emit({ type: "decision", decision: newest });
        await overview;
        expect(whilePaused).toBe(0);
      },
    },
    {
      says: "pauses and resumes, and keeps the filter in the address",
      path: () => "/guard/decisions",
      walk: async (page) => {
        const table = page.getByRole("table", { name: "Decisions" });
        await table.getByRole("link").first().waitFor();
        await page.getByRole("button", { name: "Pause" }).click();
        await page.getByText(/shown, paused/).waitFor();
        await page.getByRole("button", { name: "Resume" }).click();
        await page.getByText(/shown, live/).waitFor();
        await page.getByLabel("Action").selectOption("block");
        await page.waitForURL("**/guard/decisions?action=block");
        await table.getByText("blocked").first().waitFor();
        expect(await table.getByText("allowed", { exact: true }).count()).toBe(0);
        await table.getByRole("link").first().press("Enter");
        await page.getByRole("complementary", { name: /^Decision exchange-/ }).waitFor();
      },
    },
  ],
};
