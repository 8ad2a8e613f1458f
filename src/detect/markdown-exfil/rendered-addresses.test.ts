import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderedAddresses } from "./rendered-addresses.ts";

const seen = (text: string) => renderedAddresses(text).map(({ kind, url }) => `${kind} ${url}`);
const there = "https://attacker.example/p?d=1";

describe("addresses that a chat window would follow", () => {
  it("are found in every form of image, link and style", () => {
    expect(seen(`![a](${there})`)).toEqual([`image ${there}`]);
    expect(seen(`![a](<${there}> "title")`)).toEqual([`image ${there}`]);
    expect(seen(`[a](${there})`)).toEqual([`link ${there}`]);
    expect(seen(`[![a](${there})](https://b.example/)`)).toEqual([
      `image ${there}`,
      "link https://b.example/",
    ]);
    expect(seen(`![a][b]\n\n[b]: ${there}`)).toEqual([`reference-image ${there}`]);
    expect(seen(`![b][]\n\n[B]: <${there}>`)).toEqual([`reference-image ${there}`]);
    expect(seen(`![b]\n\n  [b]: ${there} "t"`)).toEqual([`reference-image ${there}`]);
    expect(seen(`<${there}>`)).toEqual([`bare ${there}`]);
    expect(seen(`(${there}).`)).toEqual([`bare ${there}`]);
    expect(seen(`<IMG\nSRC = '${there}' >`)).toEqual([`html-source ${there}`]);
    expect(seen(`<img alt=">" src=${there}>`)).toEqual([`html-source ${there}`]);
    expect(seen(`<a href="${there}">x</a>`)).toEqual([`html-link ${there}`]);
    expect(seen(`<p style="background: URL( '${there}' )">`)).toEqual([`css ${there}`]);
  });

  it("are read as a browser reads them", () => {
    expect(seen("![a](//attacker.example/p)")).toEqual(["image https://attacker.example/p"]);
    expect(seen("![a](https:\\\\attacker.example\\p)")).toEqual(["image https://attacker.example/p"]);
    expect(seen("![a](https://user@attacker.example/p)")).toEqual(["image https://user@attacker.example/p"]);
    expect(seen("www.attacker.example/p")).toEqual(["bare https://www.attacker.example/p"]);
    expect(seen('<img src="&#104;ttps&colon;//attacker.example/p">')).toEqual([
      "html-source https://attacker.example/p",
    ]);
    expect(renderedAddresses("![a](https://ATTACKER.example/)")[0]?.host).toBe("attacker.example");
  });

  it("are not seen where nothing is followed", () => {
    expect(seen(`\`![a](${there})\``)).toEqual([]);
    expect(seen(`\`\` ![a](${there}) \` \`\``)).toEqual([]);
    expect(seen(`~~~\n![a](${there})\n~~~`)).toEqual([]);
    expect(seen(`![a](/local.png)`)).toEqual([]);
    expect(seen(`[b]: ${there}`)).toEqual([]);
    expect(seen("![a](data:image/png;base64,AAAA)")).toEqual([]);
  });

  it("are seen again behind code, and where back-ticks or fences stay open", () => {
    expect(seen(`\`code\` ![a](${there})`)).toEqual([`image ${there}`]);
    expect(seen(`\`open ![a](${there})`)).toEqual([`image ${there}`]);
    expect(seen(`\`\`\`\n![a](${there})`)).toEqual([]);
    expect(seen(`\`\`\`\nx\n\`\`\`\n![a](${there})`)).toEqual([`image ${there}`]);
  });

  it("are seen where back-ticks mean nothing: escaped, or inside an HTML block", () => {
    expect(seen(`\\\`![a](${there})\\\``)).toEqual([`image ${there}`]);
    expect(seen(`<div>\n\`<img src="${there}">\`\n</div>`)).toEqual([`html-source ${there}`]);
    expect(seen(`<div>\n\`\`\`\n<img src="${there}">\n\`\`\``)).toEqual([`html-source ${there}`]);
    expect(seen(`<div>\n\n\`![a](${there})\``)).toEqual([]);
  });

  it("lie inside the text, for any text", () => {
    const sign = fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      "!",
      "<",
      ">",
      "`",
      "\n",
      "\\",
      "src=",
      "url(",
      '"',
      " ",
      "https://a.example/?x",
      "[a]: ",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        const text = signs.join("");
        for (const { start, end } of renderedAddresses(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it("are counted once for text that repeats an opening many times", () => {
    for (const hostile of ["[", "![", "](", "[a](", "<img src=", "`", "url(", "[a]: ", "[a]["])
      expect(renderedAddresses(hostile.repeat(30_000)).length).toBe(0);
  });
});
