import type { CodeRule } from "../../contract/index.ts";
import { comesFrom, writtenAt } from "../../mechanisms/written.ts";

const scores = /\bpredict_proba\(|\bdecision_function\(|\bsoftmax\(|\blogits\b|\blog_softmax\(/;
const narrowed = /\b(?:topk|top_k|argmax|argsort|max|round|around|nlargest|sorted)\(/;

export const rule: CodeRule = {
  id: "score-vector-returned",
  title: "Callers get every score of the model, unrounded",
  severity: "low",
  effect: "note",
  confidence: "medium",
  languages: ["python"],
  cwe: ["CWE-200"],
  atlas: ["AML.T0024", "AML.T0040"],
  owasp: ["ML03:2023", "ML05:2023"],
  remedy:
    'Answer with the label, or a few rounded scores, and limit how often one caller may ask: `{"label": label, "score": round(float(probs.max()), 2)}`. Full vectors make copying the model and telling its training data far cheaper.',
  check(file, report): void {
    for (const handler of file.functions) {
      if (
        !handler.isHandler ||
        narrowed.test(writtenAt(file, { start: handler.at.start, end: handler.at.start + 600 }))
      )
        continue;
      for (const call of file.callsTo("**.tolist", "?.tolist")) {
        if (call.at.start < handler.at.start || call.at.end > handler.at.end) continue;
        if (comesFrom(file, writtenAt(file, call.at), scores))
          report(call, `\`${handler.name}\` gives the whole vector to whoever asks.`);
      }
    }
  },
};
