import { chromium, type Browser } from "playwright-core";
import { unpackChromium } from "./chromium.ts";

/**
 * Starts the Chromium that came from npm, on any Linux with glibc, with or without the libraries a
 * desktop would have. No sandbox: it only ever opens pages that our own tests serve on loopback, and
 * containers rarely allow the sandbox to root. Web security (same origin, CSP) stays on: it is under test.
 *
 * @example
 * const browser = await launchBrowser();
 * const page = await browser.newPage();
 */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = unpackChromium();
  return chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
    ],
    env: { ...ownEnvironment(), ...env },
  });
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
