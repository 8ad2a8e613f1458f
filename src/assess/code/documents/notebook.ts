import { at, nodesOf, scalarOf, type DataNode } from "../contract/index.ts";
import { jsonTree } from "./json-tree.ts";

/** A notebook as the code of its cells, each line of it with the line of the file it stands in. */
export interface Notebook {
  readonly language: "python" | "javascript" | undefined;
  readonly text: string;
  /** 1-based line of the notebook for each line of the text. */
  readonly lines: readonly number[];
  /** Text of outputs, each with its line: they may hold what somebody printed. */
  readonly outputs: readonly { readonly text: string; readonly line: number }[];
}

/** @throws DocumentFault */
export function notebook(text: string): Notebook {
  const root = jsonTree(text);
  const lineAt = lineCounter(text);
  const made: string[] = [];
  const lines: number[] = [];
  const outputs: { text: string; line: number }[] = [];
  for (const cell of nodesOf(at(root, "cells"))) {
    if (scalarOf(at(cell, "cell_type")) !== "code") continue;
    for (const { text: source, start } of sourcesOf(at(cell, "source"))) {
      const first = lineAt(start);
      for (const line of source.replace(/\n$/, "").split("\n")) {
        made.push(plainPython(line));
        lines.push(first);
      }
    }
    made.push("");
    lines.push(lines.at(-1) ?? 1);
    for (const output of nodesOf(at(cell, "outputs"))) outputs.push(...outputOf(output, lineAt));
  }
  const language =
    scalarOf(at(root, "metadata", "kernelspec", "language")) ??
    scalarOf(at(root, "metadata", "language_info", "name")) ??
    "python";
  return {
    language:
      language === "python"
        ? "python"
        : language === "javascript" || language === "typescript"
          ? "javascript"
          : undefined,
    text: made.join("\n"),
    lines,
    outputs,
  };
}

const shellLine = /^([ \t]{0,40})(?:([\w.]{1,80})[ \t]{0,4}=[ \t]{0,4})?!{1,2}(.{1,4000})$/;
const timed = /^([ \t]{0,40})%(?:time|timeit|prun|memit)[ \t]{1,8}(?!-)/;

/**
 * A line as IPython makes Python of it: commands for the shell with the values put in, magics that time what follows.
 * Other magics keep their line as a comment.
 */
function plainPython(line: string): string {
  const shell = shellLine.exec(line);
  if (shell !== null) {
    const [, indent = "", target, command = ""] = shell;
    const value = command
      .replaceAll("\\", "\\\\")
      .replaceAll('"', '\\"')
      .replaceAll(/\$([A-Za-z_]\w{0,60})/g, "{$1}");
    const call = target === undefined ? "system" : "getoutput";
    // Braces that hold no name are those of the shell.
    const holds = value.replaceAll(/\{(?![A-Za-z_][\w.]{0,80}\})|(?<!\w)\}/g, (brace) => brace + brace);
    return `${indent}${target === undefined ? "" : `${target} = `}get_ipython().${call}(f"${holds}")`;
  }
  if (timed.test(line)) return line.replace(timed, "$1");
  return /^\s*[%!?]/.test(line) ? `#${line}` : line;
}

function sourcesOf(node: DataNode | undefined): { text: string; start: number }[] {
  const one = (item: DataNode): { text: string; start: number }[] => {
    const value = scalarOf(item);
    return typeof value === "string" ? [{ text: value, start: item.at.start }] : [];
  };
  if (node?.kind === "list") return node.items.flatMap(one);
  return node === undefined ? [] : one(node);
}

function outputOf(output: DataNode, lineAt: (offset: number) => number): { text: string; line: number }[] {
  const places = [at(output, "text"), at(output, "data", "text/plain"), at(output, "data", "text/html")];
  return places.flatMap((node) => sourcesOf(node)).map(({ text, start }) => ({ text, line: lineAt(start) }));
}

/** Lines of offsets that only grow: one pass over the text for all of them. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    if (offset < at) {
      line = 1;
      at = 0;
    }
    for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}
