import { describe, expect, it } from "vitest";
import { memoryFiles } from "./memory-files.ts";
import { reviewCode } from "./review-code.ts";

const python =
  "import os, subprocess, builtins, importlib\nfrom openai import OpenAI\nc = OpenAI()\ndef ask():\n    return c.responses.create(model='m', input='x').output_text\na = ask()\n";
const script =
  'import OpenAI from "openai";\nimport cp from "node:child_process";\nconst c = new OpenAI();\nconst a = (await c.responses.create({model:"m",input:"x"})).output_text;\n';
const cell = (source: string): string =>
  JSON.stringify({
    nbformat: 4,
    metadata: { language_info: { name: "python" } },
    cells: [python, source].map((one) => ({ cell_type: "code", source: [one] })),
  });

const flows = async (path: string, bytes: string): Promise<readonly string[]> => {
  const { findings } = await reviewCode(memoryFiles([{ path, bytes }]));
  return findings.map(({ rule }) => rule).filter((rule) => rule.startsWith("code/model-output-to-"));
};

describe("what a model writes is followed to what runs it, however it gets there", () => {
  it.each([
    "from os import system as s\ns(a)",
    "r = subprocess.run\nr(a, shell=True)",
    "getattr(os, 'system')(a)",
    "g = getattr\nf = g(os, 'sys' + 'tem')\nf(a)",
    "__import__('os').system(a)",
    "importlib.import_module('os').system(a)",
    "os.__dict__['system'](a)",
    "vars(os)['system'](a)",
    "globals()['os'].system(a)",
    "__builtins__['eval'](a)",
    "import sys\nsys.modules['os'].system(a)",
    "from functools import partial\npartial(os.system, a)()",
    "import operator\noperator.methodcaller('system', a)(os)",
    "import operator\noperator.attrgetter('system')(os)(a)",
    "list(map(os.system, [a]))",
    "[os.system(x) for x in [a]]",
    "os.system(f\"{'x' + f'{a}'}\")",
    "os.system('run %(x)s' % {'x': a})",
    "if (b := ask()):\n    eval(b)",
    "def f(x=a):\n    eval(x)\nf()",
    "run = lambda x, f=os.system: f(x)\nrun(a)",
    "class R:\n    run = os.system\nR.run(a)",
    "class R:\n    code = a\n    def go(self):\n        exec(self.code)",
    "class R:\n    @property\n    def code(self):\n        return ask()\nexec(R().code)",
    "class B:\n    def go(self, x):\n        exec(x)\nclass R(B):\n    def run(self):\n        self.go(ask())",
    "class B:\n    def go(self, x):\n        exec(x)\nclass R(B):\n    pass\nR().go(a)",
    "ops = {'run': eval}\nops.get('run')(a)",
    "import threading\nthreading.Thread(target=os.system, args=(a,)).start()",
    "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(os.system, a)",
    "import asyncio\nasyncio.to_thread(os.system, a)",
    "class O: pass\no = O()\nsetattr(o, 'code', a)\nexec(o.code)",
    "os.execvp('sh', ['sh', '-c', a])",
    "match a:\n    case x:\n        eval(x)",
    "match a:\n    case str() as x:\n        eval(x)",
    "match {'c': a}:\n    case {'c': x}:\n        eval(x)",
    "match (1, a):\n    case (y, x) | [x, y]:\n        eval(x)",
    "match o:\n    case R(code=x) if (x := ask()):\n        eval(x)",
    "code = ''\ndef fill():\n    global code\n    code = ask()\ndef go():\n    fill()\n    exec(code)\ngo()",
    "def outer():\n    code = ''\n    def fill():\n        nonlocal code\n        if a:\n            code = ask()\n    fill()\n    exec(code)\nouter()",
    "os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', a)",
    "os.spawnle(os.P_WAIT, '/bin/sh', 'sh', '-c', a, {})",
    "os.execlp('sh', 'sh', '-c', a)",
    "os.posix_spawnp('sh', ['sh', '-c', a], {})",
    "import posix\nposix.system(a)",
    "from IPython import get_ipython\nget_ipython().run_cell(a)",
    "exec(compile(a, 'x', 'exec'))",
  ])("in Python: %s", async (way) => {
    expect(await flows("a.py", `${python}${way}\n`)).not.toEqual([]);
  });

  it.each(["!{a}\n", 'out = !bash -c "$a"\n', "%time eval(a)\n"])("in a notebook: %s", async (way) => {
    expect(await flows("a.ipynb", cell(way))).not.toEqual([]);
  });

  it.each([
    "const { exec: run } = cp;\nrun(a);",
    'cp["exec"](a);',
    'globalThis["eval"](a);',
    "Reflect.apply(eval, null, [a]);",
    "(0, eval)(a);",
    "eval.call(null, a);",
    "cp.exec.apply(cp, [a]);",
    "const r = cp.exec.bind(cp);\nr(a);",
    'import { $ } from "zx";\nawait $`bash -c ${a}`;',
    'const { exec } = await import("child_process");\nexec(a);',
    'import { promisify } from "util";\nconst run = promisify(cp.exec);\nawait run(a);',
    "setTimeout(a, 10);",
    'document.body["innerHTML"] = a;',
    'document.body.insertAdjacentHTML("beforeend", a);',
    "[a].forEach(eval);",
    "class R { code = a; go() { eval(this.code); } }",
    'import("child_process").then(({ exec }) => exec(a));',
    'import("node:child_process").then((made) => { made.exec(a); });',
    "(() => {}).constructor(a)();",
    "new (async () => {}).constructor(a);",
    "[].constructor.constructor(a)();",
  ])("in TypeScript: %s", async (way) => {
    expect(await flows("a.ts", `${script}${way}\n`)).not.toEqual([]);
  });

  it("in JSX", async () => {
    const made = `${script}import React from "react";\nexport const V = () => React.createElement("div", { dangerouslySetInnerHTML: { __html: a } });\n`;
    expect(await flows("a.tsx", made)).toEqual(["code/model-output-to-html"]);
    const spread = `${script}const p = { dangerouslySetInnerHTML: { __html: a } };\nexport const V = () => <div {...p} />;\n`;
    expect(await flows("a.tsx", spread)).toEqual(["code/model-output-to-html"]);
    expect(await flows("a.tsx", `${script}export const V = () => <div {...{ title: a }} />;\n`)).toEqual([]);
  });
});

describe("what only looks like it is left alone", () => {
  it.each([
    "print(a)",
    "getattr(a, 'strip')()",
    "getattr(os, 'getcwd')()",
    "vars(os)['getcwd']()",
    "list(map(str, [a]))",
    "list(map(print, [a]))",
    "import threading\nthreading.Thread(target=print, args=(a,)).start()",
    "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(len, a)",
    "from functools import partial\npartial(print, a)()",
    "os.system('ls')",
    "subprocess.run(['git', 'status'])",
    "subprocess.run(['echo', a])",
    "import ast\nast.literal_eval(a)",
    "import json\njson.loads(a)",
    "import re\nre.compile(a.strip())",
    "class M:\n    def eval(self):\n        return self\nm = M()\nm.eval()",
    "class M:\n    def exec(self, x):\n        return x\nM().exec(a)",
    "def run(x, f=print):\n    f(x)\nrun(a)",
    "def eval_model(x):\n    return x\neval_model(a)",
    "os.execvp('git', ['git', 'status'])",
    "match a:\n    case x:\n        print(x)",
    "match a:\n    case 'yes' | os.name:\n        eval('1')",
    "match (a, '1'):\n    case (x, y):\n        eval(y)",
    "code = '1'\ndef go():\n    exec(code)\ndef other():\n    code = ask()\n    print(code)\ngo()",
    "os.spawnlp(os.P_WAIT, 'git', 'git', 'status')",
    "os.spawnlp(os.P_WAIT, 'echo', 'echo', a)",
    "class R:\n    @property\n    def code(self):\n        return '1'\nexec(R().code)",
    "setattr(c, 'label', a)\nprint(c.label)",
    "import asyncio\nasyncio.to_thread(print, a)",
    "text = 'os.system(' + a + ')'",
    "globals()['ask']()",
  ])("in Python: %s", async (way) => {
    expect(await flows("a.py", `${python}${way}\n`)).toEqual([]);
  });

  it.each([
    "console.log(a);",
    "setTimeout(() => console.log(a), 10);",
    "const o = { exec: (x) => x };\no.exec(a);",
    "/x/.exec(a);",
    'cp.execFile("git", ["status"]);',
    'cp.spawn("echo", [a]);',
    'document.body["textContent"] = a;',
    "console.log.call(null, a);",
    "Reflect.apply(console.log, null, [a]);",
    "[a].forEach(console.log);",
    'import { readFile } from "fs";\nimport { promisify } from "util";\nconst read = promisify(readFile);\nread("x");',
    "const f = console.log.bind(console);\nf(a);",
    "JSON.parse(a);",
    "class R { eval(x) { return x; } }\nnew R().eval(a);",
    "class R {}\nnew R().constructor(a);",
    'import("child_process").then(({ exec }) => console.log(a));',
    'import("node:fs").then(({ readFile }) => readFile("x"));',
  ])("in TypeScript: %s", async (way) => {
    expect(await flows("a.ts", `${script}${way}\n`)).toEqual([]);
  });

  it.each(["!ls -l\n", "%matplotlib inline\n", "files = !ls\n", "%time print(a)\n", "ok = a != 'x'\n"])(
    "in a notebook: %s",
    async (way) => {
      expect(await flows("a.ipynb", cell(way))).toEqual([]);
    },
  );
});
