import { expect, it } from "vitest";
import { xmlAttribute, xmlText } from "./xml-text.ts";

it("writes marks as entities and takes out what XML cannot hold", () => {
  expect(xmlText('<a b="c">&\n</a>')).toBe("&lt;a b=&quot;c&quot;&gt;&amp;\n&lt;/a&gt;");
  const written = xmlText("a\u0000b\ufffe\uffff");
  expect(["\u0000", "\ufffe", "\uffff"].filter((mark) => written.includes(mark))).toEqual([]);
});

it("keeps the lines of an attribute", () => {
  expect(xmlAttribute("name", 'a & "b"\nc')).toBe(' name="a &amp; &quot;b&quot;&#10;c"');
});
