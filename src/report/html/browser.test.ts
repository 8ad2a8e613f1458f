import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../tools/browser/launch.ts";
import { sampleReport } from "../testing/sample-report.ts";
import { writer } from "./writer.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("the page in a real browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const file = join(folder, "report.html");

  beforeAll(async () => {
    writeFileSync(file, writer.write(sampleReport()));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(["light", "dark"] as const)("is readable and asks for nothing, in %s", async (colorScheme) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1000, height: 1200 },
      bypassCSP: false,
    });
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    // The style was let in by its digest: a policy that does not match it would leave the page bare.
    const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(background).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 23, 28)");
    expect(said).toEqual([]);
    expect(asked).toEqual([pathToFileURL(file).href]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await context.close();
  });

  it.each([
    ["light", 1000],
    ["dark", 1000],
    ["light", 380],
  ] as const)("has no serious barrier (axe), in %s, %i wide", async (colorScheme, width) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })");
    await page.evaluate(axe);
    const found = await page.evaluate<{
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    }>("axe.run()");
    const serious = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await context.close();
  });

  it("fits a telephone", async () => {
    const context = await browser.newContext({ viewport: { width: 380, height: 800 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })");
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await context.close();
  });
});
