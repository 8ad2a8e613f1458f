import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../tools/browser/launch.ts";
import { seriousProblems } from "./accessibility.ts";
import { buildConsole, type BuiltConsole } from "./built-console.ts";
import type { PageSuite } from "./page-suite.ts";
import { manyThreats, manyTrials } from "./large-sample.ts";
import { startSample, type Sample } from "./sample.ts";
import { watchedPage, type WatchedPage } from "./watched-page.ts";

const pagesDir = join(import.meta.dirname, "../pages");
const folders = globSync("*/page.tsx", { cwd: pagesDir })
  .map((file) => file.split("/")[0] ?? "")
  .sort();
const suites = await Promise.all(
  globSync("*/page.suite.ts", { cwd: pagesDir })
    .sort()
    .map(async (file) => {
      const module = (await import(pathToFileURL(join(pagesDir, file)).href)) as { suite: PageSuite };
      return { folder: file.split("/")[0] ?? "", ...module.suite };
    }),
);
/** `BARTIZAN_SCREENSHOTS=folder` keeps a picture of every visit, for a person to look at. */
const pictures = process.env["BARTIZAN_SCREENSHOTS"];

let built: BuiltConsole;
let sample: Sample;
let browser: Browser;
let context: BrowserContext;
let watched: WatchedPage;

beforeAll(async () => {
  built = await buildConsole();
  sample = await startSample(built.dir);
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  watched = await watchedPage(context, sample.url);
  await watched.page.goto(sample.signInLink());
  await watched.page.getByRole("navigation", { name: "Rooms" }).waitFor();
  watched.page.setDefaultTimeout(20_000);
});

afterAll(async () => {
  await browser.close();
  await sample.close();
  rmSync(built.dir, { recursive: true, force: true });
});

describe("the console as it ships", () => {
  it("loads at most 200 KB of script, gzipped, before the first page", () => {
    const bytes = built.initial
      .filter((file) => file.endsWith(".js"))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(built.dir, file)), { level: 9 }).length, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(200 * 1024);
  });

  it("has no inline script or style in its page", () => {
    const html = readFileSync(join(built.dir, "index.html"), "utf8");
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son[a-z]+=/i);
  });

  it("never sets markup from text", () => {
    const sources = globSync("**/*.{ts,tsx}", { cwd: join(import.meta.dirname, "..") }).filter(
      (file) => !file.startsWith("testing/"),
    );
    expect(sources.length).toBeGreaterThan(80);
    const offenders = sources.filter((file) =>
      /dangerouslySetInnerHTML|innerHTML|\beval\(|new Function/.test(
        readFileSync(join(import.meta.dirname, "..", file), "utf8"),
      ),
    );
    expect(offenders).toEqual([]);
  });

  it("has a suite for every page", () => {
    expect(suites.map(({ folder }) => folder).sort()).toEqual(folders);
  });
});

describe.each(suites)("page $folder", ({ visits, walks = [] }) => {
  it.each(visits)(
    "$name: shows what it must, and axe finds nothing serious, light and dark",
    async ({ name, path, shows }) => {
      const { page, complaints, strangers } = watched;
      complaints.length = 0;
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(sample.url + path(sample));
      await shows(page);
      expect(await seriousProblems(page)).toEqual([]);
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-light.png`) });
      await page.emulateMedia({ colorScheme: "dark" });
      // The structure is the same in the dark; what differs is colour.
      expect(await seriousProblems(page, ["color-contrast", "link-in-text-block"])).toEqual([]);
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-dark.png`) });
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
    },
  );

  it.each([...walks])("$says", async ({ path, walk }) => {
    const { page, complaints } = watched;
    complaints.length = 0;
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(sample.url + path(sample));
    await walk(page, sample);
    expect(complaints).toEqual([]);
  });
});

describe("who may come in", () => {
  it("takes the token of the address, and leaves none in it", async () => {
    const fresh = await browser.newContext();
    const { page } = await watchedPage(fresh, sample.url);
    await page.goto(`${sample.url}/threats?band=high#token=${sample.tokens.admin}`);
    await page.getByRole("navigation", { name: "Rooms" }).waitFor();
    expect(page.url()).toBe(`${sample.url}/threats?band=high`);
    await fresh.close();
  });

  it("asks for a token, says what is wrong with a bad one, and signs out again", async () => {
    const fresh = await browser.newContext();
    const { page } = await watchedPage(fresh, sample.url);
    await page.goto(sample.url);
    const field = page.getByLabel("Access token");
    await field.fill("nonsense");
    await field.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toMatch(/SERVER_[A-Z_]+/);
    expect(await seriousProblems(page)).toEqual([]);
    await field.fill(sample.tokens.viewer);
    await field.press("Enter");
    await page.getByText("viewer at").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await field.waitFor();
    await fresh.close();
  });

  it("asks again when the session has ended meanwhile", async () => {
    const fresh = await browser.newContext();
    const { page } = await watchedPage(fresh, sample.url);
    await page.goto(`${sample.url}/#token=${sample.tokens.viewer}`);
    await page.getByRole("grid").waitFor();
    await fresh.clearCookies();
    await page.getByRole("link", { name: "Systems" }).click();
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByLabel("Access token").waitFor();
    await fresh.close();
  });

  it("shows a viewer no triage form, and an analyst no acceptance", async () => {
    const fresh = await browser.newContext();
    const { page } = await watchedPage(fresh, sample.url);
    await page.goto(`${sample.url}/assess/findings?finding=${sample.finding}#token=${sample.tokens.viewer}`);
    await page.getByText("You are signed in as viewer").waitFor();
    expect(await page.getByRole("radio").count()).toBe(0);
    await fresh.clearCookies();
    await page.goto("about:blank");
    await page.goto(`${sample.url}/assess/findings?finding=${sample.finding}#token=${sample.tokens.analyst}`);
    await page.getByRole("radio", { name: "Fixed" }).waitFor();
    expect(await page.getByRole("radio", { name: "Accept the risk until a date" }).isDisabled()).toBe(true);
    await fresh.close();
  });
});

describe("the frame", () => {
  it("reaches a finding by Ctrl-K, and back returns", async () => {
    const { page } = watched;
    await page.goto(`${sample.url}/threats`);
    await page.getByRole("table", { name: "Threat register" }).waitFor();
    await page.keyboard.press("Control+k");
    const box = page.getByRole("combobox", { name: "Page, system, run, scan, finding or threat" });
    await box.fill(sample.finding);
    await page.getByRole("option").first().waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/assess/findings/${sample.finding}**`);
    await page.goBack();
    await page.waitForURL("**/threats");
  });

  it("answers ? with its keys, and g s with the systems", async () => {
    const { page } = watched;
    await page.goto(`${sample.url}/doctor`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForURL("**/systems**");
  });

  it("keeps the chosen theme over a reload", async () => {
    const { page } = watched;
    await page.emulateMedia({ colorScheme: "light" });
    await page.getByLabel("Light or dark").selectOption("dark");
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    await page.reload();
    await page.getByRole("navigation", { name: "Rooms" }).waitFor();
    expect(await ground()).toBe(dark);
    await page.getByLabel("Light or dark").selectOption("system");
    expect(await ground()).not.toBe(dark);
  });

  it("says code, message and remedy when something is not there", async () => {
    const { page } = watched;
    await page.goto(`${sample.url}/assess/runs/no-such-run`);
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/[A-Z]+_[A-Z_]+/);
    expect(await seriousProblems(page)).toEqual([]);
  });
});

describe("without a system", () => {
  it("home leads to the scans that are there, and says how a run comes here", async () => {
    const bare = await startSample(built.dir, { systems: async () => [] });
    const fresh = await browser.newContext();
    const { page, complaints } = await watchedPage(fresh, bare.url);
    await page.goto(`${bare.url}/#token=${bare.tokens.viewer}`);
    await page.getByText(`bartizan push --to ${bare.url}`).first().waitFor();
    const scans = page.getByRole("region", { name: "Scans" });
    expect(await scans.innerText()).toMatch(/^(?:unsafe|running)/);
    expect(await seriousProblems(page)).toEqual([]);
    await scans.getByRole("link", { name: "All scans" }).click();
    await page.getByRole("table", { name: "Scans" }).waitFor();
    await page.goto(`${bare.url}/assess`);
    await page.getByRole("navigation", { name: "Assess" }).getByRole("link", { name: "Scans" }).waitFor();
    expect(complaints).toEqual([]);
    await bare.close();
    await fresh.close();
  });
});

describe("at size", () => {
  it("draws 150 threats in one matrix with one tab stop, and 10,000 trials a screen at a time", async () => {
    const large = await startSample(built.dir, { coverage: manyThreats(150), trials: manyTrials(10_000) });
    const fresh = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    const { page, complaints } = await watchedPage(fresh, large.url);
    await page.goto(`${large.url}/#token=${large.tokens.admin}`);
    const matrix = page.getByRole("grid", { name: "Coverage matrix" });
    await matrix.waitFor();
    expect(await matrix.locator("[data-place$=' 0']").count()).toBe(150);
    expect(await matrix.locator("a[tabindex='0']").count()).toBe(1);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, "coverage-150.png") });

    await page.goto(`${large.url}/assess/runs/${large.finishedRun}?view=trials`);
    const trials = page.getByRole("table", { name: "Trials" });
    await trials.getByRole("link").first().waitFor();
    expect(await trials.getAttribute("aria-rowcount")).toBe("10001");
    await page.locator("#page-scroll").evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await trials.locator("[aria-rowindex='10001'] a").waitFor();
    expect(await trials.locator("[data-row]").count()).toBeLessThan(80);
    expect(complaints).toEqual([]);

    // And when the server goes away, the page says that it no longer moves.
    await page.getByText("● live").waitFor();
    await large.close();
    await page.getByText("○ not live").waitFor();
    await fresh.close();
  });
});
