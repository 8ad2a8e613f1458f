import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "doctor",
      path: () => "/doctor",
      shows: (page) => page.getByRole("region", { name: "What may leave" }).waitFor(),
    },
  ],
};
