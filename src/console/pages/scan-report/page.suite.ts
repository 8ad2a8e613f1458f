import type { PageSuite } from "../../testing/page-suite.ts";

const scan = "/assess/scans/scan-20261123-090000-0000a1";

export const suite: PageSuite = {
  visits: [
    {
      name: "scan-report",
      path: () => scan,
      shows: async (page) => {
        await page.getByRole("heading", { name: /A pickle names something that runs code/ }).waitFor();
        await page.getByText("weights_only=False)").first().waitFor();
      },
    },
    {
      name: "scan-report-files",
      path: () => `${scan}?view=files`,
      shows: async (page) => {
        await page.getByRole("img", { name: /Byte map: 3.?696 of 4.?096 bytes are explained/ }).waitFor();
        await page.getByText(/claimed by nothing 400/).waitFor();
        await page.getByRole("cell", { name: "runs code", exact: true }).waitFor();
        // What was found stands with its file, and where it lies under the byte map.
        await page.getByRole("listitem").filter({ hasText: "bytes 28 to 44" }).first().waitFor();
        await page.getByRole("img", { name: /Where something was found: 3.?000 to 3.?400/ }).waitFor();
      },
    },
    {
      name: "scan-report-provenance",
      path: () => `${scan}?view=provenance&link=${encodeURIComponent("classifier base:encoder-base")}`,
      shows: async (page) => {
        await page.getByRole("group", { name: /Of 9 links 1 differs, 1 is not checked/ }).waitFor();
        await page.getByRole("heading", { name: "encoder-base, base model: differs" }).waitFor();
      },
    },
    {
      name: "scan-report-running",
      path: () => "/assess/scans/scan-20261123-100000-0000a3",
      shows: async (page) => {
        await page.getByRole("progressbar", { name: "files: 20 of 48 files, running" }).waitFor();
      },
    },
    {
      name: "scan-report-about",
      path: () => `${scan}?view=about`,
      shows: async (page) => {
        await page.getByText("Left out: src/node_modules.").waitFor();
      },
    },
  ],
  walks: [
    {
      says: "the provenance chain is walked by keys, and tells how to close a gap",
      path: () => `${scan}?view=provenance`,
      walk: async (page) => {
        await page.getByRole("button", { name: /^classifier this artifact, matches/ }).focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        const heading = page.getByRole("heading", { name: /: (not recorded|not checked|matches)$/ });
        await heading.waitFor();
        await page.keyboard.press("ArrowUp");
        await page.keyboard.press("Enter");
        await page.waitForURL(/link=/);
      },
    },
    {
      says: "a report fits a telephone, byte maps and loader tables included",
      path: () => `${scan}?view=files`,
      walk: async (page) => {
        await page.setViewportSize({ width: 390, height: 800 });
        await page
          .getByRole("img", { name: /Byte map/ })
          .first()
          .waitFor();
        const fits = await page.evaluate("document.documentElement.scrollWidth <= innerWidth");
        await page.setViewportSize({ width: 1440, height: 900 });
        if (fits !== true) throw new Error("the page is wider than the telephone");
      },
    },
  ],
};
