import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "finding",
      path: ({ finding }) => `/assess/findings/${finding}`,
      shows: (page) => page.getByRole("list", { name: "Turns" }).first().waitFor(),
    },
  ],
};
