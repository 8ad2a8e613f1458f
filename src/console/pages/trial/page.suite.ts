import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "trial",
      path: ({ finishedRun, breachedEntry }) => `/assess/runs/${finishedRun}/trials/${String(breachedEntry)}`,
      shows: (page) => page.getByRole("list", { name: "Turns" }).locator("mark").first().waitFor(),
    },
  ],
  walks: [
    {
      says: "names hidden characters and draws none of them",
      path: ({ finishedRun, breachedEntry }) => `/assess/runs/${finishedRun}/trials/${String(breachedEntry)}`,
      walk: async (page) => {
        const turns = page.getByRole("list", { name: "Turns" });
        await turns.waitFor();
        const text = await turns.innerText();
        expect(text).toMatch(/⟨U\+[0-9A-F]{4,6}⟩/);
        expect(text).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u{e0000}-\u{e0fff}]/u);
      },
    },
  ],
};
