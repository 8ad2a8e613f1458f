import { z } from "zod";

/** A secret by reference. The value itself has no place in a configuration. */
export const secretReference = z
  .string()
  .regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, "A secret is given as `env:NAME` or `file:PATH`.");

/** The name of an upstream, a route, a tag: it stands in records and metrics. */
export const nameField = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}$/,
    "A name has small letters, digits, `.`, `_`, `-`, and at most 64 of them.",
  );

/** Seconds, more than none and at most a day. */
export const seconds = z.number().positive().max(86_400);

/** A model name, or its beginning followed by `*`. */
export const modelPattern = z
  .string()
  .regex(/^[^*]{0,200}\*?$/, "`*` may stand only at the end, for any rest of the name.");

export const headerName = z
  .string()
  .regex(/^[a-z0-9-]{1,100}$/, "A header name is written in small letters, digits and `-`.");

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name or address never leaves this machine. */
export const isLoopback = (host: string): boolean => loopback.test(host) || host === "::1";

/** The address of an upstream, without credentials, query and fragment. */
export const upstreamUrl = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    context.addIssue("An upstream's URL starts with https:// or http://.");
  } else if (url.username !== "" || url.password !== "")
    context.addIssue("Credentials do not belong in a URL.");
  else if (url.search !== "" || url.hash !== "")
    context.addIssue("A query or fragment does not belong here.");
});
