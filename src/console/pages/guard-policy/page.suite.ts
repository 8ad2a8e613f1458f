import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "guard-policy",
      path: () => "/guard/policy?file=policy.yaml",
      shows: (page) => page.getByRole("table", { name: "Tests" }).waitFor(),
    },
    {
      name: "guard-policy-rules",
      path: () => "/guard/policy?file=policy.yaml&view=rules",
      shows: (page) => page.getByRole("table", { name: "Rules" }).waitFor(),
    },
    {
      name: "guard-policy-guards",
      path: () => "/guard/policy?file=policy.yaml&view=guards",
      shows: (page) => page.getByRole("table", { name: "Guards covered" }).waitFor(),
    },
  ],
  walks: [
    {
      says: "shows where a draft is wrong, and goes there",
      path: () => "/guard/policy?file=policy.yaml",
      walk: async (page) => {
        const text = page.getByRole("textbox", { name: "Text of the policy" });
        const saved = await text.inputValue();
        await text.fill(saved.replace("action: block", "action: blok"));
        await page.getByRole("button", { name: "Line 21:13" }).click();
        const at = saved.indexOf("block\n    mode: monitor");
        expect(await text.evaluate((area) => (area as HTMLTextAreaElement).selectionStart)).toBe(at);
        await page.getByText("A gateway keeps the policy it has.").waitFor();
        await page.getByRole("button", { name: "Undo all" }).click();
        await page.getByText("As it stands in the file.").waitFor();
      },
    },
    {
      says: "replays a change over what was recorded, and says whom it would have stopped",
      path: () => "/guard/policy?file=policy.yaml&view=replay",
      walk: async (page) => {
        const text = page.getByRole("textbox", { name: "Text of the policy" });
        const saved = await text.inputValue();
        await text.fill(saved.replace("mode: monitor", "mode: enforce"));
        await page.getByText("A draft: not saved anywhere.").waitFor();
        await page.getByText("nothing can differ yet").waitFor({ state: "detached" });
        await page.getByRole("button", { name: "Replay", exact: true }).click();
        await page.getByText(/^Of 180 exchanges \d+ end otherwise/).waitFor();
        await page.getByText("Whom it would have stopped or let through").waitFor();
        const changes = page.getByRole("table", { name: "Decisions that differ" });
        expect(await changes.innerText()).toContain("no-competitors");
        await changes.getByRole("link").first().click();
        await page.waitForURL("**/guard/decisions/exchange-*");
      },
    },
  ],
};
