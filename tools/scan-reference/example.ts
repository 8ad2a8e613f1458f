/**
 * The files of `examples/suspicious-model`, written by hand so that nothing ever has to be pickled or loaded. The
 * commands in them are inert (`echo inert`) and nothing in this repository opens them with a loader.
 */
export const suspiciousModel: Readonly<Record<string, string>> = {
  "README.md": `# A model that is not what it says

Made by \`tools/scan-reference/example.ts\`. Everything in it is inert. Do not load it: look at it with

    bartizan scan examples/suspicious-model
`,
  "config.json": `{
  "model_type": "sentiment",
  "hidden_size": 128,
  "hidden_size": 256
}
`,
  // A dictionary of numbers, as any small model is; then a call of os.system.
  "classifier.pkl": pickle(
    "(dp0",
    "S'weights'",
    "p1",
    "(lp2",
    "F0.5",
    "aF0.25",
    "asS'epoch'",
    "p3",
    "cos",
    "system",
    "(S'echo inert'",
    "tRs.",
  ),
  // The same harm under a name that promises text.
  "vocabulary.txt": pickle("cbuiltins", "exec", "(S'print(1)'", "tR."),
  "serve.py": `import pickle

import torch


def load_classifier():
    with open("classifier.pkl", "rb") as file:
        return pickle.load(file)


def load_embeddings():
    return torch.load("classifier.pkl", weights_only=False)
`,
};

/** A pickle of protocol 0: one instruction a line, readable as it is. */
function pickle(...lines: readonly string[]): string {
  return lines.join("\n");
}
