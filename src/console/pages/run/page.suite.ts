import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "run",
      path: ({ finishedRun }) => `/assess/runs/${finishedRun}`,
      shows: (page) =>
        page
          .getByRole("img", { name: /^Attacks that breached: \d+ of \d+ cases/ })
          .first()
          .waitFor(),
    },
    {
      name: "run-running",
      path: ({ runningRun }) => `/assess/runs/${runningRun}`,
      shows: (page) => page.getByText("Estimates below move").waitFor(),
    },
    {
      name: "run-findings",
      path: ({ finishedRun }) => `/assess/runs/${finishedRun}?view=findings`,
      shows: (page) =>
        page.getByRole("table", { name: "Findings of this run" }).getByRole("link").first().waitFor(),
    },
    {
      name: "run-trials",
      path: ({ finishedRun }) => `/assess/runs/${finishedRun}?view=trials`,
      shows: (page) => page.getByRole("table", { name: "Trials" }).getByRole("link").first().waitFor(),
    },
    {
      name: "run-trial-drawer",
      path: ({ finishedRun, breachedEntry }) =>
        `/assess/runs/${finishedRun}?view=trials&trial=${String(breachedEntry)}`,
      shows: (page) => page.getByRole("complementary").getByRole("list", { name: "Turns" }).waitFor(),
    },
    {
      name: "run-comparison",
      path: ({ finishedRun, runningRun }) =>
        `/assess/runs/${finishedRun}?view=comparison&baseline=${runningRun}`,
      shows: (page) => page.getByRole("heading", { name: /Change of the breach rate/ }).waitFor(),
    },
    {
      name: "run-model-picture",
      path: ({ finishedRun }) =>
        `/assess/runs/${finishedRun}?check=robustness%2Fscore-attack&example=${encodeURIComponent(JSON.stringify(["robustness/score-attack", "digits", "row-12"]))}`,
      shows: (page) =>
        page.getByRole("complementary").getByRole("img", { name: "Changed: the model says 8" }).waitFor(),
    },
    {
      name: "run-model-features",
      path: ({ finishedRun }) =>
        `/assess/runs/${finishedRun}?check=leakage%2Fmembership&example=${encodeURIComponent(JSON.stringify(["leakage/membership", "fraud", "row-3"]))}`,
      shows: (page) =>
        page.getByRole("table", { name: "Changed features of row-3" }).getByText("orders_today").waitFor(),
    },
    {
      name: "run-caveats",
      path: ({ finishedRun }) => `/assess/runs/${finishedRun}?view=caveats`,
      shows: (page) => page.locator("main li").first().waitFor(),
    },
  ],
  walks: [
    {
      says: "shows the benign twin right under its attack",
      path: ({ finishedRun }) => `/assess/runs/${finishedRun}`,
      walk: async (page) => {
        const card = page.getByRole("region", { name: /^Direct prompt injection on/ });
        const rows = card.getByRole("table", { name: /^Rates of/ }).getByRole("rowheader");
        await rows.first().waitFor();
        const labels = await rows.allInnerTexts();
        expect(labels[0]).toMatch(/^Attacks that breached\s+n = \d+ of \d+ cases$/);
        expect(labels[1]).toMatch(/^Benign twins refused\s+n = \d+ of \d+ cases$/);
      },
    },
    {
      says: "draws only the trials in sight, however many there are, down to the last one",
      path: ({ finishedRun }) => `/assess/runs/${finishedRun}?view=trials`,
      walk: async (page) => {
        const table = page.getByRole("table", { name: "Trials" });
        await table.getByRole("link").first().waitFor();
        const total = Number(await table.getAttribute("aria-rowcount")) - 1;
        expect(total).toBeGreaterThan(1000);
        expect(await table.locator("[data-row]").count()).toBeLessThan(80);
        await page
          .locator("#page-scroll")
          .evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
        await table.locator(`[aria-rowindex="${String(total + 1)}"] a`).waitFor();
        expect(await table.locator("[data-row]").count()).toBeLessThan(80);
      },
    },
  ],
};
