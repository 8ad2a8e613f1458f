import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "govern",
      path: () => "/govern",
      shows: (page) => page.getByRole("heading", { name: "This room is not built yet" }).waitFor(),
    },
  ],
};
