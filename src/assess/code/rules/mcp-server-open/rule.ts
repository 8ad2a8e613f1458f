import { stringOf, type CodeFile, type CodeRule, type Report, type Value } from "../../contract/index.ts";

const constructors = ["mcp.server.fastmcp.FastMCP", "fastmcp.FastMCP"];
const isEverywhere = (host: Value | undefined): boolean => /^(?:0\.0\.0\.0|::)$/.test(stringOf(host) ?? "");
const who = /auth|bearer|jwt|token_?verif|api_?key|oauth/i;

/** Anything that looks as if it asked who is calling: then somebody has thought of it. */
const asksWho = (file: CodeFile): boolean =>
  file.imports.some(({ module, name }) => who.test(`${module} ${name ?? ""}`)) ||
  file.calls.some(
    ({ callee, args }) => who.test(callee) || args.some(({ name }) => name !== undefined && who.test(name)),
  );

export const rule: CodeRule = {
  id: "mcp-server-open",
  title: "An MCP server listens on every network and asks nobody who they are",
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-306", "CWE-668"],
  atlas: ["AML.T0049"],
  owasp: ["ASI03:2026", "LLM06:2025"],
  remedy:
    'Listen on this machine (`host="127.0.0.1"`), or ask for a token: `FastMCP("notes", auth=AuthSettings(…), token_verifier=verifier)`; in JavaScript `app.post("/mcp", requireBearerAuth({ verifier }), handle)`.',
  check(file: CodeFile, report: Report): void {
    const servers = file.callsTo(...constructors);
    const transports = file.callsTo(
      "@modelcontextprotocol/**.StreamableHTTPServerTransport",
      "@modelcontextprotocol/**.SSEServerTransport",
    );
    if (servers.length + transports.length === 0 || asksWho(file)) return;
    const says = "Whoever reaches the port can call its tools.";
    for (const call of servers) if (!call.open && isEverywhere(call.argument("host"))) report(call, says);
    for (const call of file.callsTo("**.run", "**.run_async", "**.run_http_async"))
      if (
        constructors.some((name) => call.callee.startsWith(`${name}().`)) &&
        isEverywhere(call.argument("host"))
      )
        report(call, says);
    for (const call of file.callsTo("uvicorn.run"))
      if (isEverywhere(call.argument("host"))) report(call, says);
    if (transports.length > 0)
      for (const call of file.callsTo("**.listen"))
        if (isEverywhere(call.args[1]?.value) || isEverywhere(call.argument("host"))) report(call, says);
  },
};
