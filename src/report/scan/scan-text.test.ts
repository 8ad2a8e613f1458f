import { expect, it } from "vitest";
import type { ArtifactReport, LoaderVerdict } from "../../contracts/index.ts";
import { sampleScan } from "../testing/sample-scan.ts";
import { scanText } from "./scan-text.ts";

const [file] = sampleScan().artifacts;
if (file === undefined) throw new Error("the sample has no file");
const textOf = (part: Partial<ArtifactReport>): string =>
  scanText(
    { ...sampleScan(), artifacts: [{ ...file, members: [], ...part }] },
    { colour: false, columns: 80 },
  );
const loader = (part: Partial<LoaderVerdict>): LoaderVerdict => ({
  loader: "pickle.load",
  title: "pickle.load",
  outcome: "runs-code",
  why: "",
  findings: [],
  ...part,
});

it("a long title and a long place of a call are folded, never cut", () => {
  const [finding] = sampleScan().artifacts.flatMap(({ findings }) => findings);
  if (finding === undefined) throw new Error("the sample has no finding");
  const title = `A title that is ${"very ".repeat(20)}long, to its end`;
  const path = `src/${"deep/".repeat(12)}agent.py`;
  const text = textOf({
    verdict: "unsafe",
    findings: [{ ...finding, effect: "unsafe", title }],
    loaders: [loader({ callSites: [{ path, line: 12 }] })],
  });
  const joined = text.replaceAll(/\n +/g, " ");
  expect(joined).toContain(title);
  expect(joined.replaceAll(" ", "")).toContain(`pickle.load,calledin${path}:12`);
});

it("what loaders do is told where one of them does something, not where all are safe", () => {
  const told = "What happens when they are loaded";
  expect(textOf({ verdict: "unsafe", loaders: [loader({ outcome: "safe" })] })).not.toContain(told);
  expect(
    textOf({ verdict: "unsafe", loaders: [loader({ outcome: "safe" }), loader({ outcome: "refuses" })] }),
  ).toContain(told);
});
