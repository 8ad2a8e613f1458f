import type { Detector, Signal } from "../../contracts/index.ts";
import {
  dataIn,
  givenByUser,
  longestAddress,
  mayCarry,
  needsNoClick,
  scanAddresses,
  settingReach,
} from "../addresses/index.ts";
import { absolute } from "./rendered-address.ts";

/**
 * Finds addresses in an answer that would carry data to another host when the answer is shown. It knows no
 * list of allowed hosts, so it signals only where data rides along: a query beyond what pages and pictures
 * usually have, values in a fragment, user information, or a path segment or host label that is no name.
 * Score 0.9 and more where the address may be fetched without a click; otherwise 0.35, or 0.65 where it is
 * hardly anything but data. Addresses that the user wrote give no signal.
 *
 * Each decision rests on the address and the 96 units before it: so it also sees what stands in a code block.
 */
export const detector: Detector = {
  id: "markdown-exfil",
  version: "2.0.0",
  about: "Markdown, HTML and CSS addresses in answers that carry data to another host.",
  stages: ["output"],
  maxSpan: longestAddress,
  reads: "normalised",
  lookBehind: settingReach,
  hold: (text) => scanAddresses(text, () => undefined),
  inspect({ text, context }) {
    const signals: Signal[] = [];
    scanAddresses(text, ({ kind, start, end, written }) => {
      if (!mayCarry(written)) return;
      const address = absolute(kind === "html-source" ? firstOf(written) : written);
      if (address === undefined) return;
      const unattended = needsNoClick(kind);
      const carried = dataIn(address.url, unattended);
      if (carried === undefined || givenByUser(written, context)) return;
      const score = carried.strong ? [0.65, 0.95] : [0.35, 0.9];
      signals.push({
        detector: "markdown-exfil",
        rule: "markdown-exfil",
        category: "exfiltration",
        score: score[unattended ? 1 : 0] ?? 0.9,
        start,
        end,
        why: `An address of kind ${kind} on ${address.host.slice(0, 100)} ${carried.why}.`,
      });
    });
    return signals;
  },
};

/** `srcset` names several, each with a size behind it. */
const firstOf = (written: string): string =>
  written
    .replaceAll(/[\t\n\r]/gu, "")
    .trim()
    .split(/[ ,]/u, 1)[0] ?? "";
