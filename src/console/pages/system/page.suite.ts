import { expect } from "vitest";
import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "system-diagram",
      path: ({ system }) => `/systems/${system}`,
      shows: (page) => page.getByRole("button", { name: /^Part orch/ }).waitFor(),
    },
    {
      name: "system-tables",
      path: ({ system }) => `/systems/${system}?view=table&element=orch`,
      shows: (page) => page.getByRole("complementary", { name: "Part orch" }).waitFor(),
    },
  ],
  walks: [
    {
      says: "opens a part and a flow of the diagram by keyboard",
      path: ({ system }) => `/systems/${system}`,
      walk: async (page) => {
        await page.getByRole("button", { name: /^Part orch/ }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("complementary", { name: "Part orch" }).waitFor();
        expect(new URL(page.url()).searchParams.get("element")).toBe("orch");
        await page.getByRole("button", { name: /^Flow F12 / }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("complementary", { name: "Flow F12" }).waitFor();
      },
    },
  ],
};
