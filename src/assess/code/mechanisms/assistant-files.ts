import {
  at,
  entriesOf,
  nodesOf,
  scalarOf,
  walk,
  type CodeFile,
  type DataNode,
  type Placed,
} from "../contract/index.ts";

export interface McpServer {
  readonly name: string;
  readonly node: DataNode;
  /** The command and its arguments, as far as they are text. */
  readonly words: readonly (Placed & { readonly text: string })[];
}

/** Places where clients keep their servers: Claude, Cursor, Windsurf, Gemini; VS Code; Zed. */
const places: readonly (readonly string[])[] = [
  ["mcpServers"],
  ["servers"],
  ["mcp", "servers"],
  ["context_servers"],
];

/** The MCP servers that a JSON file sets up, under whatever name its client gives the list. */
export function mcpServersOf(file: CodeFile): readonly McpServer[] {
  return places
    .flatMap((path) => entriesOf(at(file.data, ...path)))
    .filter(([, node]) => isServer(node))
    .map(([name, node]) => ({ name, node, words: wordsOf(node) }));
}

const isServer = (node: DataNode): boolean =>
  ["command", "url", "serverUrl", "httpUrl"].some((key) => at(node, key) !== undefined);

function wordsOf(server: DataNode): McpServer["words"] {
  return [at(server, "command"), ...nodesOf(at(server, "args"))].flatMap((node) => {
    const text = scalarOf(node);
    return node === undefined || typeof text !== "string" ? [] : [{ at: node.at, text }];
  });
}

/** Settings of a coding assistant that come with a repository: `.claude/settings.json`, `.gemini/settings.json`. */
export const isAssistantSettings = (file: CodeFile): boolean =>
  /(?:^|\/)\.(?:claude|gemini|codex|qwen)\/settings(?:\.local)?\.json$/.test(file.path);

/** Settings of an editor that come with a repository. */
export const isEditorSettings = (file: CodeFile): boolean =>
  /(?:^|\/)\.(?:vscode|cursor|windsurf)\/settings\.json$|\.code-workspace$/.test(file.path);

/** Commands that the hooks of an assistant or an editor run by themselves. */
export function hookCommandsOf(file: CodeFile): readonly (Placed & { readonly text: string })[] {
  if (!isAssistantSettings(file) && !/(?:^|\/)(?:\.cursor\/hooks|hooks\/hooks)\.json$/.test(file.path))
    return [];
  const found: (Placed & { readonly text: string })[] = [];
  for (const { node, path } of walk(at(file.data, "hooks"))) {
    const text = scalarOf(node);
    if (path.at(-1) === "command" && typeof text === "string") found.push({ at: node.at, text });
  }
  return found;
}

/** Files that tell coding assistants what to do. */
export const isInstructionFile = (file: CodeFile): boolean =>
  /(?:^|\/)(?:AGENTS(?:\.override)?\.md|CLAUDE(?:\.local)?\.md|GEMINI\.md|SKILL\.md|\.cursorrules|\.windsurfrules|\.clinerules|\.goosehints|copilot-instructions\.md|[^/]*\.instructions\.md|[^/]*\.prompt\.md|[^/]*\.mdc)$|(?:^|\/)\.(?:cursor|clinerules|windsurf)\/rules\/|(?:^|\/)\.claude\/(?:agents|commands|skills)\/.*\.md$/.test(
    file.path,
  );
