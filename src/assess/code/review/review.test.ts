import { describe, expect, it } from "vitest";
import type { CodeReport } from "../../../contracts/index.ts";
import type { CodeRule, FlowPattern } from "../contract/index.ts";
import { draftAnswersOf } from "../graph/draft-answers.ts";
import { memoryFiles } from "./memory-files.ts";
import { reviewWith } from "./review-with.ts";

const flowRule = (flow: FlowPattern): CodeRule => ({
  id: "probe",
  title: "probe",
  severity: "high",
  effect: "review",
  confidence: "high",
  languages: ["python", "javascript"],
  cwe: [],
  atlas: [],
  owasp: [],
  remedy: "",
  flow,
});
const toCode = flowRule({ from: ["model-output", "user-input", "untrusted-file"], to: ["code"] });

const review = (files: Record<string, string>, rules: readonly CodeRule[] = [toCode]): Promise<CodeReport> =>
  reviewWith(memoryFiles(Object.entries(files).map(([path, bytes]) => ({ path, bytes }))), { rules });

const places = ({ findings }: CodeReport): string[] =>
  findings.map(({ place }) => `${place.path}:${place.line ?? 0}`);

describe("flows across files", () => {
  it("follows what a function of another file gives back, and what it does with what it is given", async () => {
    const report = await review({
      "app.py": "from tools.ask import ask\nfrom tools import run\n\nrun.execute(ask('x'))\n",
      "tools/__init__.py": "",
      "tools/ask.py":
        "import openai\nclient = openai.OpenAI()\n\ndef ask(q):\n    return client.responses.create(model='m', input=q).output_text\n",
      "tools/run.py": "def execute(code):\n    return eval(code)\n",
    });
    expect(places(report)).toEqual(["tools/run.py:2"]);
    expect(report.findings[0]?.related?.[0]).toMatchObject({ path: "tools/ask.py", line: 5 });
  });

  it("follows relative imports, packages below the root, and clients that another file made", async () => {
    const report = await review({
      "backend/pkg/a.py": "from .b import client\nexec(client.responses.create(input='x').output_text)\n",
      "backend/pkg/b.py": "from openai import OpenAI\nclient = OpenAI()\n",
    });
    expect(places(report)).toEqual(["backend/pkg/a.py:2"]);
  });

  it("follows imports of TypeScript, exports passed on included", async () => {
    const report = await review({
      "src/app.ts": 'import { ask } from "./llm";\nexport const go = async () => eval(await ask("x"));\n',
      "src/llm/index.ts": 'export { ask } from "./ask.js";\n',
      "src/llm/ask.ts":
        'import OpenAI from "openai";\nconst c = new OpenAI();\nexport async function ask(q: string) {\n  const r = await c.responses.create({ model: "m", input: q });\n  return r.output_text;\n}\n',
    });
    expect(report.incomplete).toEqual([]);
    expect(places(report)).toEqual(["src/app.ts:2"]);
  });

  it("ends where files import each other in a circle", async () => {
    const report = await review({
      "a.py": "from b import g\ndef f(x):\n    return g(x)\nf(input())\n",
      "b.py": "from a import f\ndef g(x):\n    f(x)\n    return eval(x)\n",
    });
    expect(places(report)).toEqual(["b.py:4"]);
  });
});

describe("flows inside a file", () => {
  const python = async (text: string): Promise<number[]> => {
    const report = await review({ "a.py": text });
    return report.findings.map(({ place }) => place.line ?? 0);
  };

  it.each([
    ["a plain name", "x = input()\neval(x)\n", [2]],
    ["texts put together", "x = 'a' + input()\ny = f'{x}'\neval('%s' % y)\n", [3]],
    ["format and join", "eval('{}'.format(input()))\neval(','.join([input()]))\n", [1, 2]],
    ["containers", "d = {}\nd['k'] = input()\nl = []\nl.append(d['k'])\neval(l[0])\n", [5]],
    ["branches", "x = '1'\nif a:\n    x = input()\neval(x)\n", [4]],
    ["loops", "x = '1'\nfor i in y:\n    eval(x)\n    x = input()\n", [3]],
    [
      "fields of an object",
      "class A:\n    def __init__(self):\n        self.x = input()\n    def go(self):\n        eval(self.x)\n",
      [5],
    ],
    [
      "a field that a later method sets",
      "class A:\n    def go(self):\n        eval(self.x)\n    def set(self):\n        self.x = input()\n",
      [3],
    ],
    ["a lambda", "f = lambda v: eval(v)\nf(input())\n", [1]],
    ["a generator", "def g():\n    yield input()\nfor x in g():\n    eval(x)\n", [4]],
    ["comprehensions", "for x in [i.strip() for i in input().split()]:\n    eval(x)\n", [2]],
    ["keywords", "def f(a, *, code):\n    eval(code)\nf(1, code=input())\n", [2]],
    ["a file that somebody names", "import sys\nwith open(sys.argv[1]) as f:\n    eval(f.read())\n", [3]],
  ])("follows %s", async (_, text, lines) => {
    expect(await python(text)).toEqual(lines);
  });

  it.each([
    ["a file of its own", "with open('x') as f:\n    eval(f.read())\n"],
    ["a constant", "x = input()\nx = '1'\neval(x)\n"],
    ["a number made of it", "eval(str(int(input())))\n"],
    ["what is tested against a list", "x = input()\nif x not in ALLOWED:\n    raise ValueError\neval(x)\n"],
    ["a way that was left", "x = '1'\nif a:\n    x = input()\n    raise ValueError(x)\neval(x)\n"],
    [
      "a method that is called like it",
      "class M:\n    def eval(self, x):\n        return x\nM().eval(input())\n",
    ],
    ["a function of the file that is called like it", "def eval(x):\n    return x\neval(input())\n"],
  ])("says nothing of %s", async (_, text) => {
    expect(await python(text)).toEqual([]);
  });
});

describe("the report", () => {
  it("keeps the id of a finding when lines are put before it", async () => {
    const before = await review({ "a.py": "eval(input())\n" });
    const after = await review({ "a.py": "import os\n\neval(input())\n" });
    expect(after.findings[0]?.id).toBe(before.findings[0]?.id);
    expect(after.findings[0]?.place.line).toBe(3);
  });

  it("does not call clean what it could not read, and examines the rest of it", async () => {
    const report = await review({ "a.py": "def f(:\n    pass\n\neval(input())\n" });
    expect(report.incomplete).toHaveLength(1);
    expect(places(report)).toEqual(["a.py:4"]);
    expect((await review({ "b.py": "x = (((\n" })).verdict).toBe("incomplete");
    expect((await review({ "c.json": "{" })).verdict).toBe("incomplete");
    expect((await review({ "d.py": "x = 1\n" })).verdict).toBe("clean");
  });

  it("points at the lines of a notebook", async () => {
    const cell = { cell_type: "code", source: ["%pip install x\n", "eval(input())\n"], outputs: [] };
    const text = JSON.stringify({ cells: [cell], metadata: {} }, null, 1);
    const report = await review({ "n.ipynb": text });
    const line = text.split("\n").findIndex((one) => one.includes("eval")) + 1;
    expect(places(report)).toEqual([`n.ipynb:${line}`]);
  });

  it("tells which rules looked and found nothing, and where loaders are called", async () => {
    const report = await reviewWith(
      memoryFiles([{ path: "a.py", bytes: "import torch\ntorch.load('m.pt', weights_only=True)\n" }]),
      {
        rules: [toCode],
        loaders: [
          { id: "torch.load(weights_only=True)", calls: ["torch.load"] },
          { id: "torch.load(weights_only=False)", calls: ["torch.load"] },
        ],
      },
    );
    expect(report.passed).toEqual(["code/probe"]);
    expect(report.callSites).toMatchObject([
      { loader: "torch.load(weights_only=True)", argument: "m.pt", place: { path: "a.py", line: 2 } },
    ]);
  });

  it("draws agents with their tools and models, and answers a draft from them", async () => {
    const report = await review({
      "a.py":
        "import subprocess\nfrom agents import Agent, function_tool\n\n@function_tool\ndef run(c: str):\n    return subprocess.run(c, shell=True)\n\nagent = Agent(name='ops', tools=[run], model='gpt-4o')\n",
    });
    const names = report.graph.nodes.map(({ kind, name }) => `${kind} ${name}`).sort();
    expect(names).toEqual(["agent ops", "model gpt-4o", "tool run"]);
    expect(report.graph.edges.map(({ what }) => what).sort()).toEqual(["asks", "may call"]);
    expect(draftAnswersOf(report.graph, { id: "ops", name: "Ops" })).toMatchObject({
      model: { name: "gpt-4o" },
      effects: ["read", "code"],
    });
  });
});

describe("hostile input", () => {
  const long = 200_000;
  it.each([
    ["a.py", "("],
    ["b.py", "x = 1 + "],
    ["c.py", "f'{"],
    ["d.py", "x += input()\n"],
    ["e.py", "x.a().b()"],
    ["f.js", "`${"],
    ["g.ts", "a<"],
    ["h.tsx", "<a>"],
    ["i.json", "["],
    ["j.yaml", "a: {"],
    ["k.sh", "a|"],
  ])("comes to an end with %s full of %j", async (path, part) => {
    const report = await review({ [path]: part.repeat(Math.ceil(long / part.length)) });
    expect(report.files).toBe(1);
  });
});
