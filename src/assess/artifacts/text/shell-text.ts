/** Endings under which models are looked for, and which no script has. */
const modelEnding =
  /\.(?:bin|pt|pth|ckpt|pkl|pickle|joblib|safetensors|gguf|ggml|onnx|h5|hdf5|keras|tflite|npy|npz|pb|mlmodel|pte|pt2)$/i;

/** What begins a line that a shell runs and that does something: fetches, decodes, opens a shell, removes. */
const command =
  /^(?:(?:sudo|exec|nohup|command|\(|&&|;)[ \t]?){0,3}(?:(?:curl|wget|nc|ncat|bash|sh|zsh|python3?|perl|ruby|powershell|pwsh|certutil|mshta|chmod|rm|eval|source|export|base64|crontab|ssh|scp)[ \t]|import os\b|import subprocess\b|from os import\b|@echo off\b|set -[a-z]{1,4}\b)/;
const mostLines = 2000;

export const isModelName = (path: string): boolean => modelEnding.test(path);

/** The first line that makes a script of this text: `#!`, or a command. */
export function commandIn(text: string): { readonly line: number; readonly what: string } | undefined {
  if (text.startsWith("#!")) return { line: 1, what: "that of a script (`#!`)" };
  for (const [i, full] of text.split("\n", mostLines).entries())
    if (command.test(full.slice(0, 200).trimStart())) return { line: i + 1, what: "a command" };
  return undefined;
}
