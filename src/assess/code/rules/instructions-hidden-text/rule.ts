import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { isInstructionFile } from "../../mechanisms/assistant-files.ts";
import { detectors } from "../../../../detect/index.ts";
import { isHidden } from "../../../../formats/index.ts";

const hidden = detectors.find(({ id }) => id === "hidden-text");
const holdsHidden = (text: string): boolean =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0).some(isHidden);

export const rule: CodeRule = {
  id: "instructions-hidden-text",
  title: "A file with instructions for a model holds text that nobody sees",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["text", "jinja"],
  cwe: ["CWE-1007", "CWE-451"],
  atlas: ["AML.T0051.001", "AML.T0081"],
  owasp: ["LLM01:2025", "ASI01:2026"],
  remedy:
    "Delete the hidden characters, and look at who brought them in: `git log -p -S $'\\u200b' -- AGENTS.md`.",
  check(file: CodeFile, report: Report): void {
    if (!isInstructionFile(file) && !/prompt/i.test(file.path)) return;
    for (const { start, end, why } of hidden?.inspect({ stage: "document", role: "user", text: file.text }) ??
      [])
      // Hidden markup is seen by whoever opens the file; characters are not.
      if (holdsHidden(file.text.slice(start, end))) report({ start, end }, why);
  },
};
