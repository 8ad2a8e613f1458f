import type { BrowserContext, Page } from "playwright-core";

/** A page whose every complaint and every request is written down. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, uncaught exceptions and Content-Security-Policy violations. */
  readonly complaints: string[];
  /** Requests that went anywhere but to our own origin. */
  readonly strangers: string[];
}

export async function watchedPage(context: BrowserContext, origin: string): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) strangers.push(request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      // oxlint-disable-next-line no-console -- the console is how the page speaks to this test
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { page, complaints, strangers };
}
