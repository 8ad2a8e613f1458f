import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "guard-keys",
      path: () => "/guard/keys",
      shows: async (page) => {
        await page.getByRole("heading", { name: /^support-web/ }).waitFor();
        await page.getByText(/of 2.000.000 tokens in 30 days/).waitFor();
      },
    },
  ],
};
