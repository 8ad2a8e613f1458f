import type { Detector, InspectionContext, Signal } from "../../contracts/index.ts";
import {
  givenByUser,
  longestAddress,
  needsNoClick,
  scanAddresses,
  settingReach,
  type WrittenAddress,
} from "../addresses/index.ts";
import { absolute } from "../markdown-exfil/rendered-address.ts";
import { oddityOf } from "./destination.ts";
import { readAllowedHosts, type AllowedHosts } from "./settings.ts";

/**
 * Finds links and pictures by where they lead. With a list of allowed hosts: every address of another host that
 * the user did not give (`host-not-allowed`: 0.9 where it may be fetched without a click, 0.7 otherwise). In any
 * case: hosts that are numbers, user information before the host, other scripts among Latin letters, mail with a
 * text, unusual ports. What addresses carry is the matter of `markdown-exfil`.
 *
 * @example detector.configure?.({ allowedHosts: ["www.example.com", "*.example.org"] })
 */
export const detector: Detector = detectorOf(undefined);

function detectorOf(allowed: AllowedHosts | undefined): Detector {
  return {
    id: "links",
    version: "1.0.0",
    about: "Links and pictures that lead where the user and the policy have not said.",
    stages: ["output"],
    maxSpan: longestAddress,
    reads: "normalised",
    lookBehind: settingReach,
    hold: (text) => scanAddresses(text, () => undefined),
    inspect({ text, context }) {
      const signals: Signal[] = [];
      scanAddresses(text, (address) => {
        const signal = signalOf(address, allowed, context);
        if (signal !== undefined) signals.push(signal);
      });
      return signals;
    },
    configure: (settings) => detectorOf(readAllowedHosts(settings)),
  };
}

function signalOf(
  { kind, start, end, written }: WrittenAddress,
  allowed: AllowedHosts | undefined,
  context: InspectionContext | undefined,
): Signal | undefined {
  const url = read(written);
  if (url === undefined) return undefined;
  const signal = (rule: string, score: number, why: string): Signal | undefined =>
    givenByUser(written, context)
      ? undefined
      : { detector: "links", rule, category: "exfiltration", score, start, end, why };
  const oddity = oddityOf(url);
  if (url.protocol !== "mailto:" && allowed !== undefined && !allowed(url.hostname)) {
    const score = needsNoClick(kind) ? 0.9 : 0.7;
    return signal("host-not-allowed", score, `The host ${url.hostname.slice(0, 100)} is not on the list.`);
  }
  return oddity && signal(oddity.rule, oddity.score, oddity.why);
}

/** As a browser reads it. */
function read(written: string): URL | undefined {
  if (/^mailto:/iu.test(written)) return URL.canParse(written) ? new URL(written) : undefined;
  const address = absolute(written);
  return address === undefined ? undefined : new URL(address.url);
}
