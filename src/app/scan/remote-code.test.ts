import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { scan } from "./scan-paths.ts";

const cwd = mkdtempSync(join(tmpdir(), "bartizan-remote-code-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
let made = 0;

const config = { model_type: "x", architectures: ["M"], auto_map: { AutoModel: "modeling_x.M" } };
const layer =
  "import torch\nfrom torch import nn\n\nclass M(nn.Module):\n    def forward(self, x):\n        return torch.relu(x)\n";

/** The configuration of a repository with this code beside it, as a scan of the folder tells of it. */
async function configOf(code: Readonly<Record<string, string>>, only?: "artifacts") {
  const folder = join(cwd, `model-${made++}`);
  for (const [name, text] of Object.entries({ "config.json": JSON.stringify(config), ...code })) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { report } = await scan({ paths: [folder], cwd, ...(only === undefined ? {} : { only }) });
  const found = report.artifacts.find(({ path }) => path.endsWith("/config.json"));
  const outcome = (loader: string) => found?.loaders.find((one) => one.loader === loader)?.outcome;
  return {
    verdict: found?.verdict,
    rules: found?.findings.map(({ rule }) => rule),
    harm: found?.findings.find(({ rule }) => rule === "scan/remote-code-harms"),
    trusting: outcome("transformers.from_pretrained(trust_remote_code=True)"),
    default: outcome("transformers.from_pretrained"),
  };
}

describe("code that a configuration has imported", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ["an alias", { "modeling_x.py": `from os import system as tidy\n${layer}\ntidy("echo inert")\n` }],
    [
      "a module under another name",
      { "modeling_x.py": `import subprocess as sp\nsp.run(["echo", "inert"])\n${layer}` },
    ],
    [
      "an attribute by name",
      { "modeling_x.py": `import os\ngetattr(os, "sys" + "tem")("echo inert")\n${layer}` },
    ],
    [
      "a file that the code imports",
      {
        "modeling_x.py": `from .tidy import go\n${layer}`,
        "tidy.py": 'from os import popen as go\ngo("echo inert")\n',
      },
    ],
    [
      "a package that the code imports",
      {
        "modeling_x.py": `from .parts import layers\n${layer}`,
        "parts/__init__.py": "",
        "parts/layers.py": 'from marshal import loads\nloads(b"inert")\n',
      },
    ],
  ])("does harm by %s: unsafe for the loader that imports it, refused by the other", async (_, code) => {
    const judged = await configOf(code);
    expect(judged).toMatchObject({ verdict: "unsafe", trusting: "runs-code", default: "refuses" });
    expect(judged.harm?.related?.[0]).toMatchObject({ line: expect.any(Number) as number });
    expect(judged.rules).not.toContain("huggingface-config/harmful-code");
    // Without the review of code the configuration is judged by its own bytes and what it names.
    expect((await configOf(code, "artifacts")).verdict).toBe("review");
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["does nothing but layers", { "modeling_x.py": layer }],
    [
      "has a method called as a command is",
      {
        "modeling_x.py": `${layer}\n    def run(self):\n        self.eval()\n        return self.system("x")\n`,
      },
    ],
    [
      "does no harm, beside a script that nobody imports",
      { "modeling_x.py": layer, "train.py": 'from os import system as go\ngo("echo inert")\n' },
    ],
  ])("%s: a person looks, as before", async (_, code) => {
    expect(await configOf(code)).toMatchObject({
      verdict: "review",
      rules: ["huggingface-config/code-beside"],
      harm: undefined,
      trusting: "runs-code",
    });
  });
});
