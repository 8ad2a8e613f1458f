import { describe, expect, it } from "vitest";
import { memorySource } from "../../../formats/index.ts";
import { examineArtifact } from "../engine/examine.ts";
import { format as text } from "../text/format.ts";
import { format as card } from "./format.ts";

const examine = (content: string) =>
  examineArtifact(memorySource(Buffer.from(content)), "README.md", { formats: [card, text], loaders: [] });

describe("a model card", () => {
  it("says licence, base model and data", async () => {
    const report = await examine(
      "---\nlicense: apache-2.0\nbase_model: [a/b, c/d]\ndatasets:\n- x/y\nunknown: 1\n---\n# Card\n",
    );
    expect(report).toMatchObject({
      format: "model-card",
      verdict: "clean",
      facts: { licence: "apache-2.0", "base-model": "a/b, c/d", datasets: "x/y" },
    });
  });

  it("is examined as text, whatever its front matter", async () => {
    expect((await examine("---\nlicense: mit\n---\n\u202e")).verdict).toBe("review");
    expect(await examine("---\nlicense: [mit\n---\n")).toMatchObject({
      format: "model-card",
      verdict: "clean",
      facts: {},
    });
    expect(
      (await examine("---\nlicense: !!python/object/apply:os.system ['echo inert']\n---\n")).verdict,
    ).toBe("unsafe");
    expect((await examine("---\ntitle: x\n---\n")).format).toBe("text");
  });
});
