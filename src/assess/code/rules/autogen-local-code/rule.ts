import { isFalse, entryOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

export const rule: CodeRule = {
  id: "autogen-local-code",
  title: "An AutoGen agent runs code of the model on this machine",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-94", "CWE-78"],
  atlas: ["AML.T0050"],
  owasp: ["LLM06:2025", "ASI05:2026"],
  remedy:
    'Run it in a container: `DockerCommandLineCodeExecutor(image="python:3.12-slim", work_dir=…)`, or `code_execution_config={"use_docker": True}`, and let a person look: `human_input_mode="ALWAYS"`.',
  check: dangerousCalls([
    {
      calls: ["autogen**.LocalCommandLineCodeExecutor", "ag2**.LocalCommandLineCodeExecutor"],
      says: "Code of the model runs as a process of this machine; the check for dangerous commands is a short list of patterns.",
    },
    {
      calls: ["autogen**.*Agent", "ag2**.*Agent"],
      argument: "code_execution_config",
      when: (config) => isFalse(entryOf(config, "use_docker")),
      says: "`use_docker` is `False`: code of the model runs on this machine.",
    },
    {
      calls: ["autogen**.JupyterCodeExecutor", "autogen**.LocalJupyterServer"],
      says: "Code of the model runs in a notebook kernel of this machine.",
    },
  ]),
};
