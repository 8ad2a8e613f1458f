import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../../tools/browser/launch.ts";
import { sampleScan } from "../../testing/sample-scan.ts";
import { scanHtml } from "./scan-html.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("the page of a scan in a real browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "scan-report-"));
  const file = join(folder, "scan.html");

  beforeAll(async () => {
    writeFileSync(file, scanHtml(sampleScan()));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("asks for nothing, says nothing, and its style is let in by its digest", async () => {
    const page = await browser.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect([said, asked]).toEqual([[], [pathToFileURL(file).href]]);
    const picture = process.env["BARTIZAN_SCREENSHOTS"];
    if (picture !== undefined)
      await page.screenshot({ path: join(picture, "scan-html.png"), fullPage: true });
    await page.close();
  });

  it.each([
    ["light", 1000],
    ["dark", 1000],
    ["light", 390],
  ] as const)("has no serious barrier (axe), in %s, %i wide", async (colorScheme, width) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })");
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.evaluate(axe);
    const found = await page.evaluate<{
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    }>("axe.run()");
    const serious = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await context.close();
  });
});
