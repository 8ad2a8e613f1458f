import { stringOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "prompt-hub-unpinned",
  title: "A prompt is fetched from a hub in whatever version there is",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-494", "CWE-829"],
  atlas: ["AML.T0010.001"],
  owasp: ["LLM03:2025", "ASI04:2026"],
  remedy: 'Name the commit: `hub.pull("owner/prompt:0f3a97ab")`, or keep the prompt in your repository.',
  check: dangerousCalls([
    {
      calls: [
        "langchain.hub.pull",
        "langchain_classic.hub.pull",
        "langchain/hub.pull",
        "langchain/hub/node.pull",
        "langchainhub.Client().pull",
        "langsmith.Client().pull_prompt",
        "langsmith.Client().pullPrompt",
      ],
      argument: ["prompt_identifier", 0],
      when: (_, call) => {
        const name = stringOf(call.args[0]?.value ?? call.argument("prompt_identifier"));
        // Without an owner it is the own workspace, where only colleagues write.
        return name !== undefined && /^[^/:\s]+\/[^/:\s]+(?::latest)?$/.test(name);
      },
      says: "Whoever owns this prompt can change what your agent is told, from one start to the next.",
    },
  ]),
};
