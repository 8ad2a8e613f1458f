import type { Framework } from "../framework.ts";
import { agentState } from "./agent-state.ts";
import { autogen, crewai, openaiAgents, pydanticAi, semanticKernel, smolagents } from "./agents.ts";
import { anthropic } from "./anthropic.ts";
import { javascript } from "./javascript.ts";
import { langchain } from "./langchain.ts";
import { mcp } from "./mcp.ts";
import { cohere, google, local, mistral } from "./model-clients.ts";
import { openai } from "./openai.ts";
import { python } from "./python.ts";
import { dspy, haystack, llamaindex } from "./retrieval.ts";
import { training } from "./training.ts";
import { vercelAi } from "./vercel-ai.ts";
import { web } from "./web.ts";

/** Every framework that is known, as data. A new one is an entry here. */
export const frameworks: readonly Framework[] = [
  python,
  javascript,
  web,
  openai,
  anthropic,
  google,
  cohere,
  mistral,
  local,
  langchain,
  llamaindex,
  haystack,
  dspy,
  openaiAgents,
  crewai,
  autogen,
  semanticKernel,
  smolagents,
  pydanticAi,
  vercelAi,
  mcp,
  agentState,
  training,
];
