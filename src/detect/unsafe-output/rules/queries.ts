import type { UnsafeRule } from "../rule.ts";

const gap = String.raw`(?:\s{1,3}|/\*[^*]{0,20}\*/)`;

/** CWE-89: pieces that turn a query into another. Whole statements are not payloads. */
export const queryRules: readonly UnsafeRule[] = [
  {
    id: "sql-tautology",
    about: "A condition that always holds, behind a quote that closes a value",
    anchors: ["' or ", "') or ", '" or ', '") or ', "'or ", "' || ", "' and ", "') and "],
    pattern: String.raw`['"]\)?\s?(?:or|and|\|\|)\s{1,3}\(?['"]?[a-z0-9]{1,12}['"]?\s{0,3}(?:=|like)\s{0,3}['"]?[a-z0-9]{1,12}`,
    score: 0.75,
    inToolCall: 0.9,
    counts: (match) => {
      const [left, right] = match
        .toLowerCase()
        .replace(/^['"]\)?\s?(?:or|and|\|\|)\s{1,3}\(?/u, "")
        .replaceAll(/['"\s]/gu, "")
        .split(/=|like/u);
      return left !== undefined && left !== "" && left === right;
    },
    examples: ["' OR 1=1 --", "admin') or '1'='1", "' or 'a' like 'a"],
    silent: ["WHERE a = 'x' or b = 'y'", "type 'yes' or no = nothing"],
  },
  {
    id: "sql-stacked",
    about: "A second statement on the same line",
    anchors: [
      "; drop",
      ";drop",
      "; truncate",
      ";truncate",
      "; exec",
      ";exec",
      "; shutdown",
      ";shutdown",
      "; delete",
      ";delete",
    ],
    pattern: String.raw`;[ \t]{0,3}(?:drop\s{1,3}(?:table|database|schema|user)\s|truncate\s{1,3}table\s|exec(?:ute)?\s{1,3}(?:master\.\.)?xp_|shutdown\s{0,3}(?:;|--|with)|delete\s{1,3}from\s{1,3}[a-z_.]{1,40}\s{0,3}(?:;|--|where\s{1,3}['"]?1))`,
    score: 0.65,
    inToolCall: 0.9,
    examples: ["Robert'); DROP TABLE students;--", "1; delete from users; --"],
    silent: ["CREATE TABLE a (b int);\nDROP TABLE c;", "first; drop me a line"],
  },
  {
    id: "sql-union",
    about: "A query joined to another to read its table",
    anchors: ["union"],
    pattern: `union${gap}(?:all${gap})?select${gap}(?:(?:null|[0-9]{1,3}|@@[a-z]{3,10}|char\\(|concat\\(|group_concat\\()|[^;\\n]{1,80}(?:--|#|/\\*))`,
    score: 0.65,
    inToolCall: 0.85,
    examples: [
      "' UNION SELECT NULL, username",
      "1 union/**/all/**/select 1,2,3",
      "union select password from users --",
    ],
    silent: ["SELECT a FROM b UNION SELECT c FROM d;", "the union selects a leader"],
  },
  {
    id: "sql-side-channel",
    about: "A query that waits, reads files or runs programs",
    anchors: [
      "waitfor",
      "pg_sleep(",
      "benchmark(",
      "load_file(",
      "into outfile",
      "into dumpfile",
      "xp_cmdshell",
      "extractvalue(",
      "updatexml(",
    ],
    pattern: String.raw`(?:waitfor\s{1,3}delay\s{1,3}['"]|pg_sleep\([0-9]|benchmark\([0-9]{4,12},|load_file\(['"0]|into\s{1,3}(?:out|dump)file\s{1,3}['"]|xp_cmdshell\s{1,3}['"]|(?:extractvalue|updatexml)\([0-9]{1,4},\s{0,3}concat)`,
    score: 0.6,
    inToolCall: 0.85,
    examples: ["'; WAITFOR DELAY '0:0:5'", "pg_sleep(10)", "into outfile '/var/www/x.php'"],
    silent: ["we benchmark(ed) it", "xp_cmdshell is off by default"],
  },
];
