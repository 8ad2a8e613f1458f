import { at, entriesOf, scalarOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { isAssistantSettings, isEditorSettings } from "../../mechanisms/assistant-files.ts";

const addressOfModel =
  /^(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE_GEMINI|AZURE_OPENAI|MISTRAL|CLAUDE_CODE|OLLAMA)_(?:BEDROCK_|VERTEX_)?(?:BASE_URL|API_BASE|HOST|ENDPOINT)$/;
const known =
  /(?:^|\.)(?:anthropic\.com|openai\.com|openai\.azure\.com|googleapis\.com|mistral\.ai|amazonaws\.com)$|^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i;

export const rule: CodeRule = {
  id: "assistant-address-changed",
  title: "Settings in the repository send what the assistant asks to another address",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["json"],
  cwe: ["CWE-441", "CWE-200"],
  atlas: ["AML.T0081", "AML.T0025"],
  owasp: ["ASI04:2026", "LLM02:2025"],
  remedy:
    "Leave the address of the model out of files that come with a repository; a gateway of your own belongs into the settings of each machine or of the organisation.",
  check(file: CodeFile, report: Report): void {
    const places = isAssistantSettings(file)
      ? [at(file.data, "env")]
      : isEditorSettings(file)
        ? ["linux", "osx", "windows"].map((system) => at(file.data, `terminal.integrated.env.${system}`))
        : [];
    for (const place of places)
      for (const [key, value] of entriesOf(place)) {
        const url = scalarOf(value);
        if (!addressOfModel.test(key) || typeof url !== "string") continue;
        const host = /^https?:\/\/([^/:@]{1,253})/i.exec(url)?.[1];
        if (host !== undefined && !known.test(host))
          report(
            value,
            `\`${key}\` sends every question, with the key of whoever opens the repository, to \`${host}\`.`,
          );
      }
  },
};
