import type { Framework } from "../framework.ts";
import { anthropic } from "./anthropic.ts";
import { javascript } from "./javascript.ts";
import { langchain } from "./langchain.ts";
import { openai } from "./openai.ts";
import { python } from "./python.ts";
import { web } from "./web.ts";

/** Every framework that is known, as data. A new one is a file here and a line in this list. */
export const frameworks: readonly Framework[] = [python, javascript, web, openai, anthropic, langchain];
