import type { PageSuite } from "../../testing/page-suite.ts";

export const suite: PageSuite = {
  visits: [
    {
      name: "bundle",
      path: ({ finishedRun }) => `/evidence/${finishedRun}`,
      shows: (page) => page.getByRole("heading", { name: "Not checked" }).waitFor(),
    },
    {
      name: "bundle-incomplete",
      path: ({ runningRun }) => `/evidence/${runningRun}?entry=1`,
      shows: (page) => page.getByText("Entry 1 is older than what is drawn here").waitFor(),
    },
    {
      name: "bundle of a scan",
      path: () => "/evidence/scan-20261122-090000-0000a2",
      shows: (page) => page.getByRole("link", { name: "Scan", exact: true }).waitFor(),
    },
  ],
};
