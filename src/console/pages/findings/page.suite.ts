import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "findings",
      path: () => "/assess/findings",
      shows: (page) => page.getByRole("table", { name: "Findings" }).getByRole("link").first().waitFor(),
    },
    {
      name: "findings-drawer",
      path: ({ finding }) => `/assess/findings?finding=${finding}`,
      shows: (page) => page.getByRole("complementary", { name: /^Finding F-/ }).waitFor(),
    },
  ],
  walks: [
    {
      says: "accepts a risk until a date with a reason, and the list says so",
      path: ({ finding }) => `/assess/findings?finding=${finding}`,
      walk: async (page, { finding, ports }) => {
        const drawer = page.getByRole("complementary", { name: `Finding ${finding}` });
        await drawer.getByRole("radio", { name: "Accept the risk until a date" }).check();
        expect(await drawer.getByRole("button", { name: /^Save as/ }).isDisabled()).toBe(true);
        await drawer.getByLabel("Until", { exact: true }).fill("2099-12-31");
        await drawer.getByLabel(/^Reason/).fill("Only reachable from the staging network.");
        await drawer.getByRole("button", { name: /^Save as/ }).click();
        await page.getByRole("table", { name: "Findings" }).getByText("accepted until 2099-12-31").waitFor();
        expect((await ports.finding(finding))?.triage).toMatchObject({
          state: "accepted",
          until: "2099-12-31",
          reason: "Only reachable from the staging network.",
        });
      },
    },
  ],
};
