import { missing, text, type Tool } from "./tool.ts";

/** Records the host and does nothing else: the practice bot never opens a connection. */
export const fetchUrl: Tool = {
  name: "fetch_url",
  description: "Opens a web page and reads it.",
  parameters: { url: "string" },
  run(args) {
    const url = text(args, "url").slice(0, 2000);
    if (!URL.canParse(url)) return missing("page");
    const { host } = new URL(url);
    return {
      done: true,
      say: `Done: I have opened ${host}.`,
      effect: { kind: "host-contacted", name: host, detail: { url, host } },
    };
  },
};
