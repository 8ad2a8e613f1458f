import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { BartizanError } from "../../errors/index.ts";
import { loadPack, type Pack } from "./load-pack.ts";

const item = z.strictObject({ id: z.string(), text: z.string() });
const MANIFEST = "id: attacks/demo\nversion: 1.0.0\nsource: written here\nlicence: Apache-2.0\n";
const made: string[] = [];
let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "pack-"));
  made.push(dir);
  writeFileSync(join(dir, "pack.yaml"), MANIFEST);
});
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true });
});

const load = (): Pack<z.output<typeof item>> => loadPack(dir, item);
function failure(): BartizanError {
  try {
    load();
  } catch (error) {
    if (error instanceof BartizanError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("loadPack", () => {
  it("reads YAML and JSON items in the order of the file names, with their places", () => {
    writeFileSync(join(dir, "b.yaml"), "- {id: b, text: two}\n- id: c\n  text: three\n");
    writeFileSync(join(dir, "a.json"), '[{"id": "a", "text": "one"}]');
    writeFileSync(join(dir, "README.md"), "not an item");
    const pack = load();
    expect(pack.items.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(pack.manifest.version).toBe("1.0.0");
    expect(pack.place(2, ["text"])).toMatchObject({ file: join(dir, "b.yaml"), line: 3, column: 9 });
  });

  it("has a digest of the content, not of its spelling", () => {
    writeFileSync(join(dir, "a.yaml"), "- {id: a, text: one}\n");
    const before = load().digest;
    writeFileSync(join(dir, "a.yaml"), "# same\n- text: 'one'\n  id: a\n");
    expect(load().digest).toBe(before);
    writeFileSync(join(dir, "a.yaml"), "- {id: a, text: two}\n");
    expect(load().digest).not.toBe(before);
    writeFileSync(join(dir, "a.yaml"), "- {id: a, text: one}\n");
    writeFileSync(join(dir, "pack.yaml"), MANIFEST.replace("1.0.0", "1.0.1"));
    expect(load().digest).not.toBe(before);
  });

  it("reads only the files that are named, when they are", () => {
    writeFileSync(join(dir, "a.yaml"), "- {id: a, text: one}\n");
    writeFileSync(join(dir, "other.yaml"), "- {quite: different}\n");
    expect(loadPack(dir, item, { files: ["a.yaml"] }).items).toHaveLength(1);
    expect(failure().code).toBe("KNOWLEDGE_SEVERAL_PROBLEMS");
  });

  it("reports every problem with its place", () => {
    writeFileSync(join(dir, "a.yaml"), "- {id: a, txet: one}\n- {id: b, text: 3}\n");
    writeFileSync(join(dir, "pack.yaml"), `${MANIFEST}licens: MIT\n`);
    const { message, code } = failure();
    expect(code).toBe("KNOWLEDGE_SEVERAL_PROBLEMS");
    expect(message).toContain(
      "a.yaml:1:11 `txet` is not a key of [0]. [KNOWLEDGE_UNKNOWN_KEY] Did you mean `text`?",
    );
    expect(message).toContain("a.yaml:2:17 [1].text must be text, not a number.");
    expect(message).toContain("pack.yaml:5:1 `licens` is not a key of the document.");
  });

  it("refuses an id used twice, in two files too", () => {
    writeFileSync(join(dir, "a.yaml"), "- {id: a, text: one}\n");
    writeFileSync(join(dir, "b.yaml"), "- {id: a, text: two}\n");
    expect(failure()).toMatchObject({
      code: "KNOWLEDGE_DUPLICATE_ITEM",
      place: { file: join(dir, "b.yaml"), line: 1 },
    });
  });

  it("refuses a directory without a manifest, no directory, and no items", () => {
    expect(failure().code).toBe("KNOWLEDGE_PACK_EMPTY");
    rmSync(join(dir, "pack.yaml"));
    expect(failure().code).toBe("KNOWLEDGE_PACK_MISSING");
    dir = join(dir, "nowhere");
    expect(failure().code).toBe("KNOWLEDGE_PACK_MISSING");
  });
});
