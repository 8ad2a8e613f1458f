import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "threat",
      path: ({ failingThreat, system }) => `/threats/${encodeURIComponent(failingThreat)}?system=${system}`,
      shows: (page) => page.getByRole("link", { name: "tested: failing" }).waitFor(),
    },
  ],
};
