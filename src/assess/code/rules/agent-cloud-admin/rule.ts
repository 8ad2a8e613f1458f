import {
  at,
  entriesOf,
  nodesOf,
  scalarOf,
  walk,
  type CodeFile,
  type CodeRule,
  type Report,
} from "../../contract/index.ts";

const ofAgent =
  /(?:^|[-_.]|[a-z](?=[A-Z]))(?:[Aa]gents?|llm|LLM|mcp|MCP|[Aa]ssistant|[Cc]hatbot|[Cc]opilot|[Bb]edrock)(?:$|[-_.]|(?=[A-Z]))/;

export const rule: CodeRule = {
  id: "agent-cloud-admin",
  title: "The account of an agent may do everything",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["yaml", "json"],
  cwe: ["CWE-250", "CWE-732"],
  atlas: ["AML.T0012", "AML.T0053"],
  owasp: ["LLM06:2025", "ASI03:2026"],
  remedy:
    'Give it the calls and the things it needs: `{ "Effect": "Allow", "Action": ["bedrock:InvokeModel"], "Resource": "arn:aws:bedrock:eu-west-1::foundation-model/…" }`; in Kubernetes a `Role` of its namespace.',
  check(file: CodeFile, report: Report): void {
    const role = at(file.data, "roleRef", "name");
    if (role !== undefined && scalarOf(role) === "cluster-admin") {
      const binds = scalarOf(at(file.data, "kind")) === "ClusterRoleBinding";
      for (const subject of binds ? nodesOf(at(file.data, "subjects")) : []) {
        const name = scalarOf(at(subject, "name"));
        if (typeof name === "string" && ofAgent.test(name))
          report(role, `\`${name}\` may do everything in the whole cluster.`);
      }
    }
    for (const [name, resource] of entriesOf(at(file.data, "Resources"))) {
      if (scalarOf(at(resource, "Type")) !== "AWS::IAM::Role") continue;
      const trusted = [...walk(at(resource, "Properties", "AssumeRolePolicyDocument"))].some(({ node }) =>
        /^bedrock(?:-agentcore)?\.amazonaws\.com$/.test(String(scalarOf(node))),
      );
      if (!trusted && !ofAgent.test(name)) continue;
      for (const policy of nodesOf(at(resource, "Properties", "ManagedPolicyArns")))
        if (
          /:aws:policy\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(String(scalarOf(policy)))
        )
          report(policy, `The role \`${name}\` of an agent may do everything.`);
      for (const { node, path } of walk(at(resource, "Properties", "Policies"))) {
        const isAction = path.at(-1) === "Action" || path.at(-2) === "Action";
        if (isAction && scalarOf(node) === "*")
          report(node, `The role \`${name}\` of an agent may call everything.`);
      }
    }
  },
};
