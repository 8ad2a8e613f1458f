import type { Clock } from "../../contracts/index.ts";
import { type CookieJar, createCookieJar } from "../cookies/cookie-jar.ts";
import type { RequestConfig } from "../config/request.ts";
import { writeRequest } from "../template/request.ts";
import type { Values } from "../template/values.ts";
import type { Redactor } from "../transport/redactor.ts";
import type { WireResponse } from "../transport/response.ts";
import type { Called, TokenCount, Transport } from "../transport/transport.ts";
import { capture, type ReadAnswer } from "./captures.ts";
import type { Captures, HttpConfig, StepConfig } from "./config.ts";

/** What one conversation carries from request to request: its cookies and what it has captured. */
export interface Channel {
  readonly cookies: CookieJar;
  readonly captured: Map<string, string>;
  readonly redactor: Redactor;
}

export function createChannel(clock: Pick<Clock, "now">, redactor: Redactor): Channel {
  return { cookies: createCookieJar(clock), captured: new Map(), redactor: redactor.child() };
}

/** Takes over what another channel holds, as when a sign-in is shared. */
export function inherit(into: Channel, from: Channel): Channel {
  for (const [name, value] of from.captured) remember(into, name, value);
  return { ...into, cookies: from.cookies.copy() };
}

/** Captured values are as good as secrets: tokens, session ids. */
export function remember(channel: Channel, name: string, value: string): void {
  channel.captured.set(name, value);
  channel.redactor.add(value);
}

export interface SendParts {
  readonly config: HttpConfig;
  readonly transport: Transport;
  readonly signal: AbortSignal;
  readonly accept?: readonly number[];
  /** What the answer used, once it is read; settles the budget. */
  readonly used?: (answer: ReadAnswer) => TokenCount | undefined;
  readonly read?: (response: WireResponse) => Promise<string>;
}

/** Sends one templated request on a channel. Redirects within the origin are followed, as browsers do it. */
export function sendOn(
  channel: Channel,
  request: RequestConfig,
  values: Values,
  parts: SendParts,
): Promise<Called<ReadAnswer>> {
  const { config, transport, signal } = parts;
  const wanted = writeRequest(request, config.base_url, { ...values, captured: channel.captured });
  return transport.call(wanted, {
    signal,
    redactor: channel.redactor,
    cookies: channel.cookies,
    purpose: "component",
    follow: true,
    ...(parts.accept && { accept: parts.accept }),
    read: async (response) => {
      const text = parts.read === undefined ? await response.text() : await parts.read(response);
      const answer: ReadAnswer = { response, text };
      const used = parts.used?.(answer);
      return { value: answer, ...(used && { used }) };
    },
  });
}

/** A login or start step: a request whose captures must all be there. */
export async function runStep(
  channel: Channel,
  step: StepConfig,
  values: Values,
  parts: SendParts,
): Promise<void> {
  const { value } = await sendOn(channel, step.request, values, parts);
  takeCaptures(channel, step.capture, value, "refuse");
}

export function takeCaptures(
  channel: Channel,
  captures: Captures | undefined,
  answer: ReadAnswer,
  missing: "refuse" | "keep",
): void {
  for (const [name, value] of capture(captures, answer, channel.cookies, missing))
    remember(channel, name, value);
}
