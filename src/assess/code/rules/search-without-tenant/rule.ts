import type { CodeFile, CodeRule, Report, CallFact } from "../../contract/index.ts";

const finders = [
  "**.similarity_search",
  "**.similarity_search_with_score",
  "**.asimilarity_search",
  "**.max_marginal_relevance_search",
  "**.similaritySearch",
  "**.similaritySearchWithScore",
  "pinecone**.query",
  "@pinecone-database/**.query",
  "qdrant_client**.query_points",
  "qdrant_client**.search",
  "chromadb**.query",
];
/** `index("…").query({ vector })`, whose maker is not followed by its name; a database is asked in SQL. */
const byVector = (call: CallFact): boolean =>
  ["vector", "queryEmbeddings", "query_embeddings"].some((name) => call.argument(name) !== undefined);
const tenant = /tenant|org_?id|organi[sz]ation|workspace_?id|account_?id|customer_?id|user_?id|owner_?id/i;
const filtered =
  /filter|namespace|where|partition|tenant|org_?id|workspace|account_?id|customer_?id|user_?id|owner_?id/i;

export const rule: CodeRule = {
  id: "search-without-tenant",
  title: "One search keeps tenants apart, this one does not",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-639", "CWE-862"],
  atlas: ["AML.T0057"],
  owasp: ["LLM08:2025", "LLM02:2025"],
  remedy:
    'Filter by the tenant of the caller, which comes from the session and never from the question: `store.similarity_search(question, filter={"tenant_id": user.tenant_id})`.',
  check(file: CodeFile, report: Report): void {
    if (file.isTest) return;
    const searches = [...file.callsTo(...finders), ...file.callsTo("?.query").filter(byVector)].map(
      (call) => ({ call, text: file.text.slice(call.at.start, Math.min(call.at.end, call.at.start + 4000)) }),
    );
    const kept = searches.find(({ text }) => tenant.test(text));
    if (kept === undefined) return;
    for (const { call, text } of searches) {
      if (call.open || filtered.test(text) || call.inside === undefined) continue;
      report(call, "Documents of every tenant are searched here.", {
        related: [{ at: kept.call.at, note: "the search that keeps them apart" }],
      });
    }
  },
};
