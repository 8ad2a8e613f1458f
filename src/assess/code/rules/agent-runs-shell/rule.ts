import {
  isFalse,
  isNone,
  stringOf,
  itemsOf,
  type CodeRule,
  type CallFact,
  type Value,
} from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";

const asks = (value: Value | undefined): boolean => value !== undefined && !isFalse(value);
/** A container at the vendor, and no shell here. */
const isHosted = (call: CallFact): boolean =>
  call.argument("environment") !== undefined &&
  call.argument("shell") === undefined &&
  call.argument("executor") === undefined;

export const rule: CodeRule = {
  id: "agent-runs-shell",
  title: "An agent is given a shell of this machine",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-78"],
  atlas: ["AML.T0050", "AML.T0053"],
  owasp: ["LLM06:2025", "ASI05:2026"],
  remedy:
    'Give one tool per command, without a shell: `subprocess.run(["git", "log", "--oneline"], check=True)`. Where a shell is the point, run it in a container without secrets and ask a person: `ShellTool(executor=run, needs_approval=True)`.',
  check: dangerousCalls([
    {
      calls: ["langchain**.ShellTool", "langchain**.BashProcess", "langchain**.LLMBashChain.from_llm"],
      when: (_, call) => !asks(call.argument("ask_human_input")),
      says: "The model runs commands of its choice on this machine, and nobody is asked.",
    },
    {
      calls: ["langchain**.load_tools"],
      argument: ["tool_names", 0],
      when: (names) => itemsOf(names).some((name) => stringOf(name) === "terminal"),
      says: "`terminal` is a shell of this machine.",
    },
    {
      calls: ["agents.ShellTool"],
      argument: "needs_approval",
      when: (value, call) => (value === undefined || isFalse(value)) && !isHosted(call),
      says: "`needs_approval` is not set: commands of the model run without anybody being asked.",
    },
    {
      calls: ["@openai/agents.shellTool", "@openai/agents-core.shellTool"],
      argument: "needsApproval",
      when: (value, call) => (value === undefined || isFalse(value)) && !isHosted(call),
      says: "`needsApproval` is not set: commands of the model run without anybody being asked.",
    },
    {
      calls: ["langchain**.FileManagementToolkit"],
      argument: "root_dir",
      when: (value) => value === undefined || isNone(value) || stringOf(value) === "/",
      says: "Without `root_dir` the tools read, write and delete any file of this machine.",
    },
  ]),
};
