import { expect, it } from "vitest";
import { chainKinds, type ChainLink, type LinkState } from "../../../contracts/index.ts";
import { box, layoutOf } from "./layout.ts";
import { chainSentence } from "./words.ts";

const link = (kind: ChainLink["kind"], n = 0, state: LinkState = "matches"): ChainLink => ({
  id: `${kind}:${String(n)}`,
  kind,
  name: kind,
  state,
  why: "",
});

it("boxes never overlap, and the artifact stands between what it came from and what is said of it", () => {
  const links = [...chainKinds.map((kind) => link(kind)), link("dataset", 1), link("adapter", 1)];
  const { placed, width, height } = layoutOf(links);
  for (const a of placed) {
    expect(a.x + box.width).toBeLessThanOrEqual(width);
    expect(a.y + box.height).toBeLessThanOrEqual(height);
    for (const b of placed) if (a !== b) expect(a.x !== b.x || Math.abs(a.y - b.y) >= box.height).toBe(true);
  }
  const at = (kind: string) => placed.find((own) => own.link.kind === kind)?.x ?? -1;
  expect([at("base") < at("artifact"), at("artifact") < at("bom")]).toEqual([true, true]);
});

it("the sentence counts every link, the worst first", () => {
  const links = [
    link("base", 0, "differs"),
    link("bom", 0, "not-recorded"),
    link("artifact"),
    link("signature"),
  ];
  expect(chainSentence({ subject: "m", path: "m", links })).toBe(
    "Of 4 links 1 differs, 1 is not recorded, 2 match.",
  );
});
