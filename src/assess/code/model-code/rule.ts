import type { CodeRule } from "../contract/index.ts";

/**
 * What code that comes with a model has no need of, and that does harm when it is imported. In the code of an
 * application each of these has honest uses, so that this is no rule of the review: it is asked about files only that
 * a model's configuration has imported.
 */
export const modelCodeRule: CodeRule = {
  id: "model-code-harmful",
  title: "Code of a model runs commands or other code, or talks to the network",
  severity: "critical",
  effect: "unsafe",
  confidence: "high",
  languages: ["python"],
  hazard: "remote-code",
  cwe: ["CWE-829", "CWE-78"],
  atlas: ["AML.T0010"],
  owasp: ["LLM03:2025"],
  remedy: "Refuse the model, or read its code and pin its revision.",
  check(file, report): void {
    for (const call of file.callsTo(...harmful)) report(call, `\`${call.callee}\` is called.`);
  },
};

const harmful = [
  "builtins.exec",
  "builtins.eval",
  "os.system",
  "os.popen",
  "os.exec*",
  "os.spawn*",
  "os.posix_spawn*",
  "posix.system",
  "nt.system",
  "subprocess.*",
  "_posixsubprocess.fork_exec",
  "commands.getoutput",
  "commands.getstatusoutput",
  "pty.spawn",
  "asyncio.create_subprocess_exec",
  "asyncio.create_subprocess_shell",
  "marshal.load",
  "marshal.loads",
  "pickle.load",
  "pickle.loads",
  "dill.load",
  "dill.loads",
  "cloudpickle.load",
  "cloudpickle.loads",
  "socket.socket",
  "socket.create_connection",
  "urllib.request.urlopen",
  "urllib.request.urlretrieve",
  "requests.post",
  "ctypes.CDLL",
  "ctypes.cdll.LoadLibrary",
  "runpy.run_path",
  "runpy.run_module",
  "code.interact",
  "webbrowser.open",
];
