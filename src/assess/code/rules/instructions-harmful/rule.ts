import type { CodeFile, CodeRule, Report } from "../../contract/index.ts";
import { isInstructionFile } from "../../mechanisms/assistant-files.ts";

const verb = /\b(?:send|post|upload|exfiltrate|forward|transmit|copy|push)\b/i;
const secret =
  /\.env\b|id_rsa|\.ssh\b|\.aws\b|environment variables|credentials|secrets?\b|api keys?|private keys?|access tokens?/i;
const address = /https?:\/\/|webhook|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/i;

/** "Send … .env … https://": in this order, each looked for once. */
function sendsAway(text: string): boolean {
  const from = text.slice(verb.exec(text)?.index ?? text.length);
  return address.test(from.slice(secret.exec(from)?.index ?? from.length));
}

const hides =
  /\b(?:do not|don't|never) (?:tell|mention|inform|reveal|report|show|disclose)\b(?: (?:this|it|that|these|anything|any of this|the|about|what|you|to|step|steps|change|changes)){0,5} (?:user|developer|human|reviewer|owner|operator)s?(?!['\w])/i;
const disarms =
  /--dangerously-(?:skip-permissions|bypass-approvals-and-sandbox|allow-all)|\b(?:disable|turn off|switch off|bypass|ignore)\b.{0,40}\b(?:tls|ssl|certificate) (?:verification|checks?|validation)|\b(?:disable|turn off|switch off|bypass)\b.{0,30}\b(?:safety|security) (?:checks?|controls?|filters?|rules?|scanning)/i;
const forbids =
  /\b(?:never|do not|don't|must not|should not|avoid|refuse|without|forbidden|not allowed|cannot|no one may)\b/i;

export const rule: CodeRule = {
  id: "instructions-harmful",
  title: "A file with instructions tells the assistant to give secrets away or to hide what it does",
  severity: "critical",
  effect: "unsafe",
  confidence: "medium",
  languages: ["text"],
  cwe: ["CWE-506"],
  atlas: ["AML.T0051.001", "AML.T0081"],
  owasp: ["LLM01:2025", "ASI01:2026"],
  remedy:
    "Take the passage out and look at who wrote it: `git log -p -- AGENTS.md`. What an assistant is told should be something that you would tell a colleague before others.",
  check(file: CodeFile, report: Report): void {
    if (!isInstructionFile(file)) return;
    let start = 0;
    for (const line of file.text.split("\n")) {
      const text = line.slice(0, 2000);
      const says =
        sendsAway(text) && !forbids.test(text)
          ? "The assistant is told to send secrets away."
          : hides.test(text)
            ? "The assistant is told to keep what it does from the person it works for."
            : disarms.test(text) && !forbids.test(text)
              ? "The assistant is told to switch a protection off."
              : undefined;
      if (says !== undefined) report({ start, end: start + line.length }, says);
      start += line.length + 1;
    }
  },
};
