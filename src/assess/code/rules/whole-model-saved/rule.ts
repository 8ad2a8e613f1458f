import { nameOf, type CodeFile, type CodeRule, type Value } from "../../contract/index.ts";

/** An instance of a network: of a class here that derives from `Module`, or of one that is known to be one. */
function isNetwork(file: CodeFile, value: Value | undefined): boolean {
  const name = nameOf(value);
  if (name === undefined || value?.kind !== "instance") return false;
  const own = file.classes.find((found) => found.name === name);
  if (own !== undefined)
    return own.bases.some((base) => /(?:^|\.)(?:Module|LightningModule|PreTrainedModel)$/.test(base));
  return /^(?:torchvision\.models\.[\w.]+|torch\.nn\.(?:Sequential|DataParallel|parallel\.DistributedDataParallel)|transformers\.\w*Model\w*\.from_pretrained|timm\.create_model)$/.test(
    name,
  );
}

export const rule: CodeRule = {
  id: "whole-model-saved",
  title: "A whole network is saved as a pickle, so whoever loads it must run code",
  severity: "low",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-502"],
  atlas: ["AML.T0010.003"],
  owasp: ["LLM03:2025", "ML06:2023"],
  remedy:
    'Save the weights: `safetensors.torch.save_model(model, "net.safetensors")`, `model.save_pretrained(folder)`, or `torch.save(model.state_dict(), "net.pt")`, which `weights_only=True` can open.',
  check(file, report): void {
    if (file.isTest) return;
    for (const call of file.callsTo(
      "torch.save",
      "pickle.dump",
      "pickle.dumps",
      "cloudpickle.dump",
      "dill.dump",
      "joblib.dump",
    ))
      if (isNetwork(file, call.args.find(({ name }) => name === undefined || name === "obj")?.value))
        report(
          call,
          `\`${call.callee}\` writes the class with the weights: it opens only with \`weights_only=False\`.`,
        );
  },
};
