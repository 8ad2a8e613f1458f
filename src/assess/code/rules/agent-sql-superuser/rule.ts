import { outlineOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";

const writers = [
  "langchain**.SQLDatabaseChain.from_llm",
  "langchain**.SQLDatabaseChain",
  "langchain**.SQLDatabaseSequentialChain.from_llm",
  "langchain**.create_sql_agent",
  "langchain**.SQLDatabaseToolkit",
  "langchain**.QuerySQLDataBaseTool",
  "langchain**.QuerySQLDatabaseTool",
  "llama_index**.NLSQLTableQueryEngine",
  "llama_index**.SQLTableRetrieverQueryEngine",
  "llama_index**.NLSQLRetriever",
];
const databases = [
  "langchain**.SQLDatabase.from_uri",
  "llama_index**.SQLDatabase.from_uri",
  "sqlalchemy.create_engine",
];
const superuser = /^(?:postgres|root|admin|administrator|sa|sys|system|dba|rds_superuser)$/i;

export const rule: CodeRule = {
  id: "agent-sql-superuser",
  title: "A model writes SQL for an account that may change everything",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  cwe: ["CWE-250", "CWE-89"],
  atlas: ["AML.T0053"],
  owasp: ["LLM06:2025", "ASI03:2026"],
  remedy:
    'Give the model an account of its own that can only read the tables it needs: `SQLDatabase.from_uri("postgresql://reader@db/shop", include_tables=["products"])`; for SQLite: `"sqlite:///file:shop.db?mode=ro&uri=true"`.',
  check(file: CodeFile, report: Report): void {
    // A database is a danger only where a model writes the statements.
    if (file.callsTo(...writers).length === 0) return;
    for (const call of file.callsTo(...databases)) {
      const address =
        outlineOf(call.argument("database_uri", 0)) ??
        outlineOf(call.argument("name_or_url", 0)) ??
        outlineOf(call.argument("url", 0)) ??
        "";
      const user = /^[a-z0-9+]{1,40}:\/\/([^:@/{}]{1,60})[:@]/i.exec(address)?.[1];
      if (user !== undefined && superuser.test(user))
        report(call, `The model's statements run as \`${user}\`, which may change and delete everything.`);
      else if (/^sqlite:\/\/\/[^:?{}]{1,500}$/.test(address))
        report(
          call,
          "The SQLite file is opened for writing, so the model's statements can change and delete it.",
        );
    }
  },
};
