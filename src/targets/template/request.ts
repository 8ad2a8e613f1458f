import type { RequestConfig } from "../config/request.ts";
import { targetErrors } from "../errors.ts";
import type { WireRequest } from "../transport/transport.ts";
import { writeBody } from "./body.ts";
import { parseTemplate, type Template } from "./template.ts";
import { fill, textOf, type Values } from "./values.ts";

/**
 * Fills a request's templates, each variable encoded for where it stands: percent-encoded in path and
 * query, refused in a header that cannot carry it, a JSON string in JSON, a form value in a form.
 *
 * @throws TARGETS_UNDELIVERABLE, TARGETS_NOT_CAPTURED, TARGETS_BAD_CONFIGURATION
 */
export function writeRequest(config: RequestConfig, base: string | undefined, values: Values): WireRequest {
  const body = writeBody(config, values);
  const headers = writeHeaders(config.headers ?? {}, values);
  return {
    method: config.method ?? (body === undefined ? "GET" : "POST"),
    url: writeUrl(config.url, base, values),
    headers: { ...(body && { "content-type": body.contentType }), ...headers },
    ...(body && { body: body.text }),
  };
}

/** The URL; what a variable brings in can neither add a path segment nor a parameter. */
export function writeUrl(source: string, base: string | undefined, values: Values): URL {
  const filled = fill(parseTemplate(source), values, (text) => encodeURIComponent(text.toWellFormed()));
  const origin = base === undefined ? undefined : new URL(base).origin;
  const whole = filled.startsWith("/") && origin !== undefined ? `${origin}${filled}` : filled;
  if (!URL.canParse(whole)) {
    throw targetErrors.badConfiguration(`\`${source}\` needs a \`base_url\`.`, { field: "url" });
  }
  const url = new URL(whole);
  // `.` and `..` are the only texts that encoding leaves with a meaning in a path.
  if (segments(url.pathname) !== segments(pathOf(whole))) {
    throw targetErrors.undeliverable(`A path cannot carry the segments \`.\` and \`..\` (\`${source}\`).`);
  }
  return url;
}

const segments = (path: string): number => path.split("/").length;

function pathOf(whole: string): string {
  const start = whole.indexOf("/", whole.indexOf("://") + 3);
  const path = start === -1 ? "/" : whole.slice(start);
  return path.split("?")[0] ?? "/";
}

/** Headers by lower-case name; one whose only variable is an absent captured value is left out. */
export function writeHeaders(
  config: Readonly<Record<string, string>>,
  values: Values,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, source] of Object.entries(config)) {
    const template = parseTemplate(source);
    if (isAbsent(template, values)) continue;
    const value = fill(template, values, (text) => text);
    if (!/^[\t\x20-\x7e]*$/.test(value)) {
      throw targetErrors.undeliverable(
        `The header \`${name}\` can carry one line of printable ASCII; the text is not that.`,
      );
    }
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function isAbsent(template: Template, values: Values): boolean {
  const [only] = template;
  return (
    template.length === 1 &&
    only?.kind === "variable" &&
    only.optional &&
    textOf(only.variable, true, values) === undefined
  );
}
