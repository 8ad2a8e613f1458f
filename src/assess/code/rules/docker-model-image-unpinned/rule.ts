import { at, scalarOf, walk, type CodeRule, type Placed } from "../../contract/index.ts";
import { takesPackages } from "../../mechanisms/package-installs.ts";

/** Images that serve, train or hold models. What other images do is for other tools. */
const ofModels =
  /(?:^|[/-])(?:vllm|vllm-openai|tritonserver|text-generation-inference|text-embeddings-inference|ollama|torchserve|pytorch|tensorflow|serving|transformers-[\w-]+|sglang|llama\.cpp|localai|litellm|ray|ray-ml|mlflow|cuda|jax|deepspeed|[\w-]*-notebook|open-webui|kserve|bentoml|axolotl|comfyui)(?::|@|$)/;

const isMoving = (image: string): boolean => {
  if (image.includes("@sha256:") || image.includes("$")) return false;
  const tag = image.slice(image.lastIndexOf("/") + 1).split(":", 2)[1];
  return tag === undefined || /^(?:latest|main|master|nightly|dev|edge)(?:[-.]|$)/.test(tag);
};

/** `${TAG}` and `${TAG:-latest}` with what they are where nobody says otherwise. */
const withDefaults = (image: string, known: ReadonlyMap<string, string>): string =>
  image
    .slice(0, 300)
    .replaceAll(
      /\$\{([A-Za-z_]\w{0,60})(?::?-([^${}]{0,200}))?\}|\$([A-Za-z_]\w{0,60})/g,
      (all: string, name: string | undefined, otherwise: string | undefined, bare: string | undefined) =>
        known.get(name ?? bare ?? "") ?? otherwise ?? all,
    );

export const rule: CodeRule = {
  ...takesPackages,
  id: "docker-model-image-unpinned",
  title: "An image that serves or trains models is taken in whatever version there is",
  languages: ["dockerfile", "yaml"],
  cwe: ["CWE-494", "CWE-829"],
  atlas: ["AML.T0010.001"],
  remedy: "Name version and digest: `FROM vllm/vllm-openai:v0.9.0@sha256:<64 hex digits>`.",
  check(file, report): void {
    const known = new Map<string, string>();
    const look = (where: Placed, written: string): void => {
      const image = written.length < 300 ? withDefaults(written, known) : written;
      if (image.length < 300 && ofModels.test(image) && isMoving(image))
        report(where, `\`${image}\` is another image tomorrow.`);
    };
    const stages = new Set<string>();
    for (const found of file.docker) {
      const [, name, value] =
        found.instruction === "ARG"
          ? (/^([A-Za-z_]\w{0,60})=["']?([^\s"']{1,200})/.exec(found.text) ?? [])
          : [];
      if (name !== undefined && value !== undefined) known.set(name, value);
      if (found.instruction !== "FROM") continue;
      const words = found.text.split(/\s+/).filter((word) => !word.startsWith("--"));
      const [image = ""] = words;
      if (!stages.has(image)) look(found, image);
      if (/^as$/i.test(words[1] ?? "")) stages.add(words[2] ?? "");
    }
    if (file.language !== "yaml") return;
    for (const { node } of walk(file.data)) {
      const image = at(node, "image");
      const name = scalarOf(image);
      if (image !== undefined && typeof name === "string" && at(node, "build") === undefined)
        look(image, name);
    }
  },
};
