import { describe, expect, it } from "vitest";
import type { ArtifactReport, LoaderCallSite } from "../../contracts/index.ts";
import { joinLoaders } from "./join-loaders.ts";

const artifact = (path: string): ArtifactReport => ({
  path,
  format: "pickle",
  alsoReadAs: [],
  bytes: 1,
  bytesExamined: 1,
  verdict: "unsafe",
  findings: [],
  loaders: [
    {
      loader: "torch.load(weights_only=True)",
      title: "Torch, weights only",
      outcome: "refuses",
      why: "It refuses.",
      findings: [],
    },
    {
      loader: "torch.load(weights_only=False)",
      title: "Torch, everything",
      outcome: "runs-code",
      why: "It runs it.",
      findings: [],
    },
  ],
  passed: [],
  regions: [],
  members: [],
  facts: {},
});
const site = (
  argument: string,
  loader = "torch.load(weights_only=False)",
  path = "repo/src/train.py",
): LoaderCallSite => ({
  loader,
  argument,
  place: { path, line: 7 },
});
const profiles = ["torch.load(weights_only=True)", "torch.load(weights_only=False)"].map((id) => ({
  schemaVersion: "bartizan.loader/v1" as const,
  id,
  title: id,
  reads: ["pickle"],
  does: {},
  calls: ["torch.load"],
  sources: ["this test"],
}));
const calls = (path: string, ...sites: LoaderCallSite[]) => {
  const { artifacts, findings } = joinLoaders([artifact(path)], sites, profiles);
  return { loaders: artifacts[0]?.loaders.map(({ callSites }) => callSites?.length ?? 0), findings };
};

describe("code and the files it loads", () => {
  it.each([
    ["/srv/m/m.pt", "m.pt", "/srv/m/serve.py"],
    ["/srv/m/m.pt", "../m/m.pt", "/srv/code/serve.py"],
    ["/m.pt", "m.pt", "/serve.py"],
    ["hf://org/name/m.pt", "m.pt", "hf://org/name/serve.py"],
    ["m.pt", "m.pt", "serve.py"],
  ])("%s is what %s means in %s", (path, argument, place) => {
    expect(calls(path, site(argument, undefined, place)).findings).toHaveLength(1);
  });

  it.each([
    ["repo/src/m.pt", "m.pt"],
    ["repo/m.pt", "m.pt"],
    ["repo/models/m.pt", "models/m.pt"],
    ["repo/models/m.pt", "./models/"],
    ["repo/models/m.pt", "../models/m.pt"],
    ["m.pt", "m.pt"],
  ])("%s is loaded by a literal %s", (path, argument) => {
    const { loaders, findings } = calls(path, site(argument));
    expect(loaders).toEqual([0, 1]);
    expect(findings).toMatchObject([
      {
        rule: "scan/harm-is-loaded",
        effect: "unsafe",
        place: { path: "repo/src/train.py", line: 7 },
        related: [{ path }],
      },
    ]);
  });

  it.each([
    ["repo/src/other.pt", "m.pt"],
    ["repo/src/m.pt2", "m.pt"],
    ["elsewhere/m.pt", "m.pt"],
    ["repo/m.pt", "."],
    ["repo/m.pt", ""],
    ["repo/m.pt", "/m.pt"],
    ["m.pt", "../../../../m.pt"],
  ])("%s is not loaded by %j", (path, argument) => {
    expect(calls(path, site(argument)).loaders).toEqual([0, 0]);
  });

  it("is no finding where the loader refuses", () => {
    const { loaders, findings } = calls("repo/m.pt", site("m.pt", "torch.load(weights_only=True)"));
    expect(loaders).toEqual([1, 0]);
    expect(findings).toEqual([]);
  });

  it("takes a bare name of the call for every loader it can be", () => {
    expect(calls("repo/m.pt", site("m.pt", "torch.load")).loaders).toEqual([1, 1]);
  });
});
