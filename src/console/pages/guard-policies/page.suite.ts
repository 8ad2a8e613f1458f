import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "guard-policies",
      path: () => "/guard/policies",
      shows: async (page) => {
        await page.getByRole("link", { name: "policy.yaml" }).waitFor();
        await page.getByRole("link", { name: "bartizan:baseline" }).waitFor();
      },
    },
  ],
};
