import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "evidence",
      path: () => "/evidence",
      shows: (page) => page.getByRole("table", { name: "Bundles" }).getByText("intact").first().waitFor(),
    },
  ],
};
