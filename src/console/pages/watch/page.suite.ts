import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "watch",
      path: () => "/watch",
      shows: (page) => page.getByRole("heading", { name: "This room is not built yet" }).waitFor(),
    },
  ],
};
