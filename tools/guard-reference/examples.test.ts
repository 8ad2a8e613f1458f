import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { bartizan } from "../../src/cli/testing/capture.ts";
import { gatewayConfigSchema } from "../../src/gateway/index.ts";

const folder = mkdtempSync(join(tmpdir(), "bartizan-docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The YAML of a page, block by block. What stands indented is about the gateway. */
function blocksOf(page: string): readonly unknown[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => {
    const value: unknown = parse(block);
    return block.startsWith("  ") ? { gateway: value } : value;
  });
}

/** All blocks of a page as one document: mappings are joined, lists appended. */
function joined(blocks: readonly unknown[]): unknown {
  return blocks.reduce((all, one) => together(all, one), {});
}

function together(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return [...(a as unknown[]), ...(b as unknown[])];
  if (!isMapping(a) || !isMapping(b)) return b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in a && key in b ? together(a[key], b[key]) : (b[key] ?? a[key])]),
  );
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function tested(name: string, document: unknown): Promise<readonly [number, string]> {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify(document));
  const { code, out, err } = await bartizan(["guard", "test", file, "--failed"]);
  return [code, `${out}${err}`];
}

describe("the policies the guides show", () => {
  it("of the tutorial do what their tests say, before and after the new rule", async () => {
    const blocks = blocksOf("tutorial/first-guard.md");
    expect(await tested("first", blocks[0])).toEqual([0, expect.stringContaining("tests pass")]);
    expect(await tested("next", joined(blocks))).toEqual([0, expect.stringContaining("tests pass")]);
  });

  it("of `write a policy` are one policy that does what its tests say", async () => {
    expect(await tested("policy", joined(blocksOf("how-to/write-a-policy.md")))).toEqual([
      0,
      expect.stringContaining("tests pass"),
    ]);
  });

  it("of `guard a model` are a configuration the gateway takes", () => {
    const { gateway } = JSON.parse(
      JSON.stringify(joined(blocksOf("how-to/guard-a-model.md"))).replaceAll(
        "sha256:…",
        `sha256:${"0".repeat(64)}`,
      ),
    ) as { gateway: unknown };
    expect(gatewayConfigSchema.safeParse(gateway).error).toBeUndefined();
  });
});
