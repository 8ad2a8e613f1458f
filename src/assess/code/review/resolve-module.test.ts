import { describe, expect, it } from "vitest";
import { importNames } from "./import-names.ts";
import { pinsOf } from "./pins.ts";
import { ModuleResolver } from "./resolve-module.ts";

describe("ModuleResolver", () => {
  const resolver = new ModuleResolver([
    "app.py",
    "pkg/__init__.py",
    "pkg/a.py",
    "pkg/sub/b.py",
    "svc/src/core/x.py",
    "lib/u.ts",
    "lib/v/index.ts",
    "src/w.tsx",
  ]);

  it.each([
    ["pkg.a", "app.py", "pkg/a.py"],
    ["pkg", "app.py", "pkg/__init__.py"],
    [".a", "pkg/__init__.py", "pkg/a.py"],
    ["..a", "pkg/sub/b.py", "pkg/a.py"],
    ["core.x", "svc/main.py", "svc/src/core/x.py"],
    ["....a", "pkg/a.py", undefined],
    ["os", "app.py", undefined],
  ])("finds %s from %s", (module, from, path) => {
    expect(resolver.resolve(module, from, "python")).toBe(path);
  });

  it.each([
    ["./u.js", "lib/t.ts", "lib/u.ts"],
    ["./v", "lib/t.ts", "lib/v/index.ts"],
    ["../lib/u", "src/w.tsx", "lib/u.ts"],
    ["@/w", "lib/u.ts", "src/w.tsx"],
    ["../../etc/passwd", "lib/u.ts", undefined],
    ["express", "lib/u.ts", undefined],
  ])("finds %s from %s", (module, from, path) => {
    expect(resolver.resolve(module, from, "javascript")).toBe(path);
  });
});

describe("importNames", () => {
  it("finds imports by their lines", () => {
    const python = importNames("import a.b as c, d\nfrom .x import y\nfrom z import (w)\n", "python");
    expect(python).toEqual(
      ["a.b", "d", ".x", ".y", "z", "z.w"].map((name) => (name === ".y" ? ".x.y" : name)),
    );
    expect(
      importNames('import a from "./a";\nconst b = require("./b");\nexport { c } from "./c";', "javascript"),
    ).toEqual(["./a", "./b", "./c"]);
  });
});

describe("pinsOf", () => {
  it("reads requirements, projects, locks and packages", () => {
    expect(pinsOf("requirements.txt", "torch==2.6.0 # x\nnumpy>=1\n-r y")).toMatchObject([
      { name: "torch", version: "2.6.0" },
      { name: "numpy", constraint: ">=1" },
    ]);
    expect(pinsOf("pyproject.toml", 'dependencies = [\n  "torch[x]>=2.6",\n]\n')).toMatchObject([
      { name: "torch", constraint: ">=2.6" },
    ]);
    expect(pinsOf("uv.lock", '[[package]]\nname = "torch"\nversion = "2.5.1"\n')).toMatchObject([
      { name: "torch", version: "2.5.1" },
    ]);
    expect(pinsOf("package.json", '{"dependencies":{"ai":"5.0.1","zod":"^4"}}')).toMatchObject([
      { name: "ai", version: "5.0.1" },
      { name: "zod" },
    ]);
    expect(pinsOf("package.json", "{")).toEqual([]);
  });
});
