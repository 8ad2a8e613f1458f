import {
  isNone,
  numberOf,
  entryOf,
  nameOf,
  type CodeFile,
  type CodeRule,
  type Report,
  type CallFact,
  type Value,
} from "../../contract/index.ts";

/** More than any task of an agent needs, less than anybody who wants no limit writes. */
const mostSteps = 500;

const limits: readonly {
  readonly calls: readonly string[];
  readonly argument: string;
  readonly none?: boolean;
}[] = [
  {
    calls: [
      "langchain**.AgentExecutor",
      "langchain**.AgentExecutor.*",
      "langchain**.initialize_agent",
      "langchain**.create_*_agent",
    ],
    argument: "max_iterations",
    none: true,
  },
  { calls: ["langchain**.AgentExecutor", "langchain**.AgentExecutor.*"], argument: "maxIterations" },
  { calls: ["agents.Runner.*", "agents.Runner().*"], argument: "max_turns", none: true },
  { calls: ["@openai/agents.run", "@openai/agents.Runner().run"], argument: "maxTurns" },
  { calls: ["crewai.Agent"], argument: "max_iter" },
  {
    calls: ["smolagents.CodeAgent", "smolagents.ToolCallingAgent", "smolagents.*Agent().run"],
    argument: "max_steps",
  },
  { calls: ["ai.generateText", "ai.streamText"], argument: "maxSteps" },
  { calls: ["llama_index**.ReActAgent*", "llama_index**.*Agent.from_tools"], argument: "max_iterations" },
  {
    calls: ["**.invoke", "**.ainvoke", "**.stream", "**.astream", "**.with_config"],
    argument: "recursion_limit",
  },
];

const recursionLimit = (call: CallFact): Value | undefined =>
  entryOf(call.argument("config", 1), "recursion_limit") ?? call.argument("recursion_limit");
const isInfinite = (value: Value): boolean =>
  /^(?:Infinity|math\.inf|Number\.(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER))$/.test(nameOf(value) ?? "");

export const rule: CodeRule = {
  id: "agent-step-limit-off",
  title: "The limit on the steps of an agent is taken away",
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: ["CWE-770", "CWE-835"],
  atlas: ["AML.T0034"],
  owasp: ["LLM10:2025", "ASI08:2026"],
  remedy:
    'Keep a limit near what a task needs, and treat reaching it as an error: `AgentExecutor(…, max_iterations=15)`, `Runner.run(agent, task, max_turns=10)`, `stopWhen: stepCountIs(10)`, `config={"recursion_limit": 25}`.',
  check(file: CodeFile, report: Report): void {
    for (const { calls, argument, none } of limits)
      for (const call of file.callsTo(...calls)) {
        const value = argument === "recursion_limit" ? recursionLimit(call) : call.argument(argument);
        if (value === undefined) continue;
        const number = isInfinite(value) ? Infinity : numberOf(value);
        if (isNone(value) && none === true)
          report(call, `\`${argument}\` is switched off: only the answers of the model end the run.`);
        else if (number !== undefined && number > mostSteps)
          report(
            call,
            `\`${argument}\` allows ${number === Infinity ? "any number of" : String(number)} steps.`,
          );
      }
    for (const call of file.callsTo("ai.stepCountIs", "ai.isStepCount")) {
      const [given] = call.args;
      if (given === undefined) continue;
      const number = isInfinite(given.value) ? Infinity : numberOf(given.value);
      if (number !== undefined && number > mostSteps) report(call, "The limit is so high that it is none.");
    }
  },
};
