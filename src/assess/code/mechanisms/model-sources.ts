import {
  stringOf,
  type CallFact,
  type CodeFile,
  type CodeRule,
  type Report,
  type Value,
} from "../contract/index.ts";
import { commandLines } from "./command-lines.ts";

/** What is the same for everything that is taken from elsewhere without holding on to what was looked at. */
export const takesUnpinned = {
  severity: "medium",
  effect: "review",
  confidence: "high",
  cwe: ["CWE-494", "CWE-829"],
  atlas: ["AML.T0010.001", "AML.T0010.003"],
  owasp: ["LLM03:2025", "ML06:2023"],
} as const satisfies Partial<CodeRule>;

const commit = /^[0-9a-f]{40}$/;
export const isCommit = (value: Value | undefined): boolean => commit.test(stringOf(value) ?? "");

/** `org/name` of a hub, and not a path: `./name`, `models/net.bin`. */
export const isRepository = (name: string | undefined): name is string =>
  name !== undefined &&
  /^[A-Za-z0-9][\w-]{0,95}(?:\.[\w-]{1,95}){0,4}\/[\w-]{1,96}(?:\.[\w-]{1,96}){0,4}$/.test(name) &&
  !isModelFile(name);

/** Endings of files that hold models, and of archives that bring them. */
export const isModelFile = (name: string): boolean =>
  /\.(?:pt|pth|bin|ckpt|pkl|pickle|joblib|h5|hdf5|keras|onnx|pb|tflite|npy|npz|gguf|ggml|safetensors|nemo|mar|caffemodel|engine|model|mlmodel|pdparams|t7)(?:[?#]|$)/i.test(
    name.slice(-200),
  );

/** Those of them that can bring code. */
export const isPickleFile = (name: string): boolean =>
  /\.(?:pt|pth|bin|ckpt|pkl|pickle|joblib|t7)(?:[?#]|$)/i.test(name.slice(-200));

/** Calls by which transformers and its kin take something from a hub by its name. */
export const fromHub = [
  "transformers.**.from_pretrained",
  "transformers.pipeline",
  "transformers.pipelines.pipeline",
  "diffusers.**.from_pretrained",
  "sentence_transformers.SentenceTransformer",
  "sentence_transformers.CrossEncoder",
  "peft.**.from_pretrained",
  "peft.PeftModel.from_pretrained",
  "optimum.**.from_pretrained",
  "vllm.LLM",
  "vllm.AsyncEngineArgs",
  "vllm.EngineArgs",
  "unsloth.**.from_pretrained",
  "auto_gptq.**.from_quantized",
  "awq.**.from_quantized",
  "open_clip.create_model_and_transforms",
] as const;

const nameArguments = [
  "pretrained_model_name_or_path",
  "model_name_or_path",
  "model_name",
  "model_id",
  "model",
];

/** The repository that a call of `fromHub` names, where it is written out. */
export function repositoryOf(call: CallFact): string | undefined {
  const position = call.callee.endsWith("pipeline") || call.callee.includes("PeftModel") ? 1 : 0;
  const given = nameArguments.map((name) => call.argument(name)).find((value) => value !== undefined);
  const name = stringOf(given ?? call.argument("", position));
  return isRepository(name) ? name : undefined;
}

/** A download, in code or on a command line. */
export interface Download {
  readonly at: CallFact["at"];
  readonly url: string;
  readonly call?: CallFact;
}

const downloads = [
  "urllib.request.urlretrieve",
  "urllib.request.urlopen",
  "wget.download",
  "requests.get",
  "requests.Session().get",
  "httpx.get",
  "httpx.stream",
  "torch.hub.download_url_to_file",
  "torch.hub.load_state_dict_from_url",
  "torch.utils.model_zoo.load_url",
  "keras.utils.get_file",
  "tensorflow.keras.utils.get_file",
  "torchvision.datasets.utils.download_url",
  "gdown.download",
  "fsspec.open",
];

/** Addresses that are fetched, where they are written out. */
export function downloadsOf(file: CodeFile): readonly Download[] {
  const found: Download[] = [];
  for (const call of file.callsTo(...downloads)) {
    const url = stringOf(
      call.argument(call.method === "get_file" ? "origin" : "url", call.method === "get_file" ? 1 : 0),
    );
    if (url !== undefined && /^(?:https?|ftp):\/\//.test(url)) found.push({ at: call.at, url, call });
  }
  for (const line of commandLines(file))
    if (/^(?:curl|wget|aria2c)$/.test(line.program))
      for (const arg of line.args)
        if (/^(?:https?|ftp):\/\//.test(arg)) found.push({ at: line.at, url: arg });
  for (const { at, instruction, text } of file.docker)
    if (instruction === "ADD")
      for (const word of text.split(/\s+/))
        if (/^(?:https?|ftp):\/\//.test(word)) found.push({ at, url: word });
  return found;
}

/** A host of one's own: nothing between it and here can be listened to from outside. */
export const isInside = (url: string): boolean =>
  /^[a-z]+:\/\/(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|[\w-]+(?::\d+)?(?:\/|$)|[\w.-]+\.(?:local|internal|svc|lan|test|cluster\.local)(?:[:/]|$)|host\.docker\.internal)/.test(
    url,
  );

/** Reports calls of `fromHub` that a test picks out. */
export const hubCalls =
  (test: (call: CallFact) => string | undefined, calls: readonly string[] = fromHub) =>
  (file: CodeFile, report: Report): void => {
    for (const call of file.callsTo(...calls)) {
      const says = test(call);
      if (says !== undefined) report(call, says);
    }
  };
