/** What text of a model has no need of, and what makes it do something where it is evaluated or shown. */
const signs: readonly (readonly [sign: string, what: string])[] = [
  ["__import__(", "a Python import as an expression"],
  ["os.system(", "a call of os.system"],
  ["os.popen(", "a call of os.popen"],
  ["subprocess.", "a use of subprocess"],
  ["pty.spawn(", "a call of pty.spawn"],
  ["builtins.exec", "a call of exec"],
  ["<script", "a script of HTML"],
  ["javascript:", "a script in an address"],
  ["child_process", "a use of child_process"],
  ["powershell -", "a command for PowerShell"],
  ["/bin/sh -c", "a command for a shell"],
  ["/dev/tcp/", "a shell's network connection"],
  ["__subclasses__", "a walk through Python's classes"],
  ["__globals__", "a walk into Python's globals"],
];

/**
 * What a text field carries that is code, in lower and upper case; undefined where there is none. One native
 * search for each sign.
 */
export function scriptInText(text: string): string | undefined {
  if (text.length < 8) return undefined;
  const lower = text.toLowerCase();
  return signs.find(([sign]) => lower.includes(sign))?.[1];
}
