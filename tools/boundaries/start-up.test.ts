import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/**
 * All modules and packages that are loaded with one, before anything is done: what is imported by `import()` is
 * not among them.
 */
function loadedWith(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  const { module } = parseSync(file, readFileSync(join(root, file), "utf8"));
  const requests = [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : [])),
    ),
  ];
  for (const request of requests)
    if (request.startsWith(".")) loadedWith(normalize(join(dirname(file), request)), loaded);
    else loaded.add(request);
  return loaded;
}

describe("what starting costs", () => {
  it("no command is loaded before it is named", () => {
    const loaded = [...loadedWith("src/cli/main.ts")];
    expect(loaded).toContain("src/cli/items.generated.ts");
    expect(loaded.filter((file) => file.startsWith("src/cli/commands/"))).toEqual([]);
    expect(loaded).not.toContain("src/app/index.ts");
  });

  it("a scan of files loads neither rules of code, nor targets, nor what signs and stores, before it needs them", () => {
    const loaded = loadedWith("src/cli/commands/scan.ts");
    expect(loaded).toContain("src/assess/artifacts/items.generated.ts");
    for (const door of ["app", "assess/code", "assess/provenance", "detect", "evidence", "guard", "store"])
      expect(loaded).not.toContain(`src/${door}/index.ts`);
    for (const door of ["system", "targets"]) expect(loaded).not.toContain(`src/${door}/index.ts`);
    for (const unused of ["undici", "@sigstore/verify"]) expect(loaded).not.toContain(unused);
  });
});
