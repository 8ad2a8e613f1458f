import type { HarnessConfig } from "./harness.ts";

/**
 * The absolute URL behind a template, with its variables taken out. Only scheme, host and port of it
 * mean anything; they hold no variables.
 */
export function literalUrl(template: string, base: string | undefined): string | undefined {
  const literal = template.replaceAll(/\{\{[^}]*\}\}/g, "x");
  if (literal.startsWith("/")) return base;
  return URL.canParse(literal) ? literal : undefined;
}

/** The URLs of the test hooks. */
export function hookUrls(harness: HarnessConfig | undefined, base: string | undefined): readonly string[] {
  const requests = [
    harness?.effects?.request,
    harness?.cleanup?.request,
    ...Object.values(harness?.plant ?? {}).map((hook) => hook?.request),
  ];
  return requests.flatMap((request) => {
    const url = request === undefined ? undefined : literalUrl(request.url, base);
    return url === undefined ? [] : [url];
  });
}
