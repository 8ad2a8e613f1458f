import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "incidents",
      path: () => "/incidents",
      shows: (page) => page.getByRole("heading", { name: "This room is not built yet" }).waitFor(),
    },
  ],
};
