import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "vector-store-pickle",
  title: "A vector store is opened from a pickle",
  owasp: ["LLM03:2025", "LLM08:2025"],
  remedy:
    "Keep the store in a database (`langchain_chroma.Chroma`, `PGVector`), or build the index anew from the documents at the start. Where a FAISS index must be loaded, keep the folder where only you can write and compare its digest first.",
  check: dangerousCalls([
    {
      calls: ["langchain**.load_local", "langchain**.deserialize_from_bytes", "langchain**.from_texts"],
      argument: "allow_dangerous_deserialization",
      says: "`allow_dangerous_deserialization=True` unpickles the documents that lie beside the index.",
    },
  ]),
};
