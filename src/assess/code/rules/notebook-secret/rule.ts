import type { CodeRule, StringFact } from "../../contract/index.ts";
import { secretsIn } from "../../mechanisms/secrets-in.ts";

export const rule: CodeRule = {
  id: "notebook-secret",
  title: "A notebook holds a secret, in a cell or in what a cell printed",
  severity: "critical",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript", "text"],
  hazard: "secret",
  cwe: ["CWE-798", "CWE-200"],
  atlas: ["AML.T0055"],
  owasp: ["LLM02:2025", "A07:2021"],
  remedy:
    'Withdraw the secret, clear the outputs (`jupyter nbconvert --clear-output --inplace notebook.ipynb`), and ask for it where it is needed: `getpass.getpass("key: ")` or `os.environ["API_KEY"]`.',
  check(file, report): void {
    if (!file.path.endsWith(".ipynb")) return;
    const look = (texts: readonly StringFact[], where: string): void => {
      for (const { at, value } of texts)
        for (const { start, end, why } of secretsIn(value))
          report(
            { start: at.start + start, end: Math.min(at.end, at.start + end) },
            `${why} It stands in ${where}.`,
          );
    };
    look(file.strings, "a cell");
    look(file.outputs, "what a cell printed, and stays there when the cell is changed");
    for (const { at, text } of file.comments)
      for (const { start, end, why } of secretsIn(text))
        report({ start: at.start + start, end: at.start + end }, `${why} It stands in a cell.`);
  },
};
