import type { CodeRule } from "../../contract/index.ts";
import { answersEverybody, exposed } from "../../mechanisms/exposed-server.ts";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "inference-server-exposed",
  title: "A model server answers everybody who reaches it",
  owasp: ["LLM10:2025", "ML05:2023"],
  remedy:
    'Ask for a key: `vllm serve … --api-key "$VLLM_API_KEY"` (also `llama-server --api-key`, `sglang … --api-key`), or leave it at `--host 127.0.0.1` behind a gateway that asks.',
  check: exposed(
    [
      {
        program: /^vllm$/,
        command: /^serve$/,
        host: ["--host"],
        asks: ["--api-key"],
        asksBySetting: /^VLLM_API_KEY$/,
      },
      {
        program: /^vllm\.entrypoints\./,
        host: ["--host"],
        asks: ["--api-key"],
        asksBySetting: /^VLLM_API_KEY$/,
      },
      { program: /^sglang\.launch_server$/, host: ["--host"], asks: ["--api-key"] },
      {
        program: /^(?:llama-server|llama_cpp\.server)$/,
        host: ["--host"],
        asks: ["--api-key", "--api-key-file"],
        asksBySetting: /^(?:LLAMA_API_KEY|API_KEY)$/,
      },
      {
        program: /^text-generation-launcher$/,
        host: ["--hostname"],
        asks: ["--api-key"],
        asksBySetting: /^API_KEY$/,
      },
      { program: /^lmdeploy$/, command: /^serve$/, host: ["--server-name"], asks: ["--api-keys"] },
      { program: /^litellm$/, host: ["--host"], asks: ["--config"], asksBySetting: /^LITELLM_MASTER_KEY$/ },
    ],
    "Prompts are answered without a key: others use up the capacity, and can copy the model by asking it.",
  ),
};
