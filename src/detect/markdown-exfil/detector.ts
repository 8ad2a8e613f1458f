import type { Detector, Signal } from "../../contracts/index.ts";
import { fetchedWithoutClick, type RenderedAddress } from "./rendered-address.ts";
import { renderedAddresses } from "./rendered-addresses.ts";

const longest = 2048;

/**
 * Finds addresses in an answer that would carry data to another host when the answer is shown. It knows no
 * list of allowed hosts, so it signals only where data rides along: a query, a fragment, or a path segment
 * or host label too long to be a name. Score 0.9 where the address is fetched without a click, 0.5 otherwise.
 */
export const detector: Detector = {
  id: "markdown-exfil",
  version: "1.0.0",
  about: "Markdown, HTML and CSS addresses in answers that carry data to another host.",
  stages: ["output"],
  maxSpan: longest,
  reads: "normalised",
  lookBehind: longest,
  inspect({ text }) {
    return renderedAddresses(text).flatMap((address): Signal[] => {
      const why = dataIn(address);
      if (why === undefined) return [];
      return [
        {
          detector: "markdown-exfil",
          rule: "markdown-exfil",
          category: "exfiltration",
          score: fetchedWithoutClick(address.kind) ? 0.9 : 0.5,
          start: address.start,
          end: Math.min(address.end, address.start + longest),
          why: `An address of kind ${address.kind} on ${address.host} ${why}.`,
        },
      ];
    });
  },
};

/** Longer than names of pages and pictures usually are without a separator. */
const longName = 32;

function dataIn({ url, host }: RenderedAddress): string | undefined {
  const { search, hash, pathname } = new URL(url);
  if (search.length > 1) return "has a query";
  if (hash.includes("=") || hash.length > longName) return "has data in its fragment";
  const words = [...pathname.split(/[/._~-]/u), ...host.split(/[.-]/u)];
  return words.some((word) => word.length > longName) ? "has a name long enough to hold data" : undefined;
}
