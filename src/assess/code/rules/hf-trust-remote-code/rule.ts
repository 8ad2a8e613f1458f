import { entryOf, isTrue, type CallFact, type CodeRule } from "../../contract/index.ts";
import { fromHub, hubCalls, isCommit, takesUnpinned } from "../../mechanisms/model-sources.ts";

const inner = ["model_kwargs", "tokenizer_kwargs", "config_kwargs", "hf_model_kwargs"];
const trusts = (call: CallFact): boolean =>
  isTrue(call.argument("trust_remote_code")) ||
  inner.some((name) => isTrue(entryOf(call.argument(name), "trust_remote_code")));

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "hf-trust-remote-code",
  title: "Code that comes with a model or a data set is run",
  severity: "high",
  languages: ["python"],
  hazard: "remote-code",
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  remedy:
    'Leave `trust_remote_code` out; most architectures are part of the library by now. Where it is needed, read the files and pin them: `AutoModel.from_pretrained("org/net", trust_remote_code=True, revision="<40 hex digits>")`.',
  check: hubCalls(
    (call) =>
      trusts(call) && !isCommit(call.argument("code_revision")) && !isCommit(call.argument("revision"))
        ? "`trust_remote_code=True` imports Python files of the repository, in whatever version they are when it is fetched."
        : undefined,
    [
      ...fromHub,
      "transformers.**.from_config",
      "datasets.load_dataset",
      "datasets.load_dataset_builder",
      "evaluate.load",
      "langchain**.HuggingFaceEmbeddings",
      "langchain**.HuggingFaceBgeEmbeddings",
      "langchain**.HuggingFacePipeline.from_model_id",
      "langchain**.VLLM",
      "llama_index.**.HuggingFaceEmbedding",
      "llama_index.**.HuggingFaceLLM",
      "trl.ModelConfig",
      "lm_eval.simple_evaluate",
      "mlx_lm.load",
      "onnxruntime_genai.Model",
      "FlagEmbedding.FlagModel",
    ],
  ),
};
