import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "systems",
      path: () => "/systems",
      shows: (page) => page.getByRole("table", { name: "Systems" }).getByRole("link").first().waitFor(),
    },
  ],
};
