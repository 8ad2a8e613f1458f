import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSystem } from "../../system/index.ts";
import { modelThreats } from "../model/model-threats.ts";
import { attackPaths } from "../paths/attack-paths.ts";
import { loadThreatRules } from "../rules/load.ts";
import { systemDiagram } from "./diagram.ts";
import { markdownText, mermaidLabel } from "./escape.ts";
import { threatsMarkdown } from "./markdown.ts";
import { threatsMermaid } from "./mermaid.ts";
import { threatsSvg } from "./svg.ts";
import { threatsTable } from "./table.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/fintech-chatbot.system.yaml"), "utf8");
const rules = loadThreatRules();
const fintech = parseSystem(text, "fintech.yaml");
const threats = modelThreats(fintech, rules);

describe("attack paths", () => {
  const paths = attackPaths(fintech);
  it("find the one-cent exfiltration: payment reference, agent, mail", () => {
    expect(paths).toContainEqual({
      source: "attacker-payee",
      agent: "orch",
      sink: "mail-tool",
      effects: ["communicate"],
      flows: ["F13", "F12", "F16"],
      components: ["attacker-payee", "bank-mcp", "orch", "mail-tool"],
      sensitive: ["account-data", "credential", "fraud-flag", "memory-fact", "trace", "train-data"],
      trifecta: true,
    });
  });
  it("lead from each of the three outsiders to each of the four acts", () => {
    expect(paths.map(({ source, sink }) => `${source} ${sink}`)).toEqual(
      ["customer", "attacker-payee", "community"].flatMap((source) =>
        ["bank-mcp", "mail-tool", "chat-ui", "crm-tool"].map((sink) => `${source} ${sink}`),
      ),
    );
  });
  it("are none where nobody outside writes", () => {
    const inside = parseSystem(
      text.replace("{id: internet, trust: 0", "{id: internet, trust: 1").replace(/^.*\{id: F13,.*$/m, ""),
      "i.yaml",
    );
    expect(attackPaths(inside)).toEqual([]);
  });
});

describe("the diagram", () => {
  it("has every part and link, its threats, and where trust is crossed", () => {
    const { zones, parts, links } = systemDiagram(fintech, threats);
    expect(zones.map(({ trust }) => trust)).toEqual([0, 1, 1, 2, 3, 3, 3, 4]);
    expect(parts.find(({ id }) => id === "memory")?.threats).toEqual(["T09@memory", "T10@memory"]);
    expect(parts.find(({ id }) => id === "orch")?.attributes).toMatchObject({ max_steps: 12 });
    expect(links.find(({ id }) => id === "F12")).toEqual({
      id: "F12",
      from: "bank-mcp",
      to: "orch",
      data: ["account-data", "txn-free-text", "fraud-flag"],
      untrusted: true,
      crossesTrust: true,
      threats: ["T02@F12", "T39@F12"],
    });
    expect(links.find(({ id }) => id === "F24")?.crossesTrust).toBe(false);
  });
  it("becomes a Mermaid flowchart with a subgraph for each zone", () => {
    const chart = threatsMermaid(fintech, threats);
    expect(chart.match(/^ {2}subgraph /gm)).toHaveLength(8);
    expect(chart).toContain(
      '  subgraph z_core["core, trust 4"]\n    c_bank_mcp["bank-mcp (mcp_server, 1 threat)"]',
    );
    expect(chart).toContain(
      'c_bank_mcp ==>|"F12 account-data, txn-free-text, fraud-flag, 2 threats"| c_orch',
    );
  });
});

describe("hostile text", () => {
  const hostile =
    '"] --> x; <script>alert(1)</script> | ![i](https://evil.example/?d=1) `x` www.evil.example a@evil.example\n# H\u202e';
  const loaded = parseSystem(
    text.replace('name: NordPay "Mira" customer-service assistant', `name: ${JSON.stringify(hostile)}`),
    "h.yaml",
  );
  it("stays text in Markdown", () => {
    const page = threatsMarkdown(loaded, modelThreats(loaded, rules), rules);
    const title = page.split("\n")[0] ?? "";
    expect(title).toBe(
      '# Threat model: "\\] \\-\\-&gt; x; &lt;script&gt;alert\\(1\\)&lt;/script&gt; \\| \\!\\[i\\]\\(https&#58;//evil.example/?d\\=1\\) \\`x\\` www&#46;evil.example a&#64;evil.example \\# H⟨U\\+202E⟩',
    );
    expect(page.split("\n")[1]).toBe("");
  });
  it("cannot leave its quotes in Mermaid nor its cell in a table, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (any) => {
        const label = mermaidLabel(any);
        expect(label).toMatch(/^"[^"<>`\n[\]{}|]*"$/u);
        const escaped = markdownText(any);
        expect(escaped).not.toMatch(/[<>\n\r]|(?<!\\)(?:\\\\)*[|[\]`*_]|:\/\//u);
      }),
    );
  });
  it("stays text in SVG, whose marks nest and whose numbers are numbers", () => {
    const picture = threatsSvg(loaded, threats);
    expect(picture).toContain("&lt;script&gt;");
    expect(picture).not.toMatch(/<script|NaN|undefined|href|url\((?!#head)/);
    const open: string[] = [];
    for (const [, closing, name, empty] of picture.matchAll(
      /<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g,
    )) {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (empty !== "/") open.push(name ?? "");
    }
    expect(open).toEqual([]);
    expect(picture.match(/<path d="M[\d.]+ [\d.]+C/g)).toHaveLength(27);
  });
  it("cannot move the cursor of a terminal", () => {
    const [threat] = threats;
    if (threat === undefined) throw new Error("no threat");
    const table = threatsTable([{ ...threat, title: "a\u001b[2Jb\nc" }], { columns: 80, colour: false });
    expect(table).toContain("a⟨ESC⟩[2Jb c");
  });
});

it("the table has a line for each threat, the gravest first, within the width", () => {
  const lines = threatsTable(threats, { columns: 100, colour: false }).trimEnd().split("\n");
  expect(lines).toHaveLength(44);
  expect(lines[1]).toMatch(/^T02@F12 +4×5=20 {2}critical {2}Indirect injection/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(threatsTable(threats, { columns: 100, colour: true })).toContain("\u001b[1;31mcritical\u001b[0m");
});

it("the Markdown names every threat with its reasons, and the open questions", () => {
  const page = threatsMarkdown(fintech, threats, rules);
  for (const { id } of threats) expect(page).toContain(`### ${id}: `);
  expect(page).toContain("- because attacker\\-payee reaches mail\\-tool over F13, F12, F16");
  expect(page).toContain("- 43 threats: 4 critical, 33 high, 6 medium, 0 low");
  expect(page).toContain("| voice | c.link_policy | T15");
});
