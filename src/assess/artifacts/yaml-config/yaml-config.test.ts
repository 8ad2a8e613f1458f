import { describe, expect, it } from "vitest";
import { format as text } from "../text/format.ts";
import { examineBytes, outcomeOf } from "../testing/examine-as.ts";
import { format } from "./format.ts";

const outcome = async (yaml: string) =>
  outcomeOf(await examineBytes(Buffer.from(yaml), [format, text], "model_config.yaml"));

describe("a YAML configuration", () => {
  it.each([
    ["of plain settings", "optim:\n  lr: 0.1\n", "clean"],
    ["of classes of a framework", "optim:\n  _target_: torch.optim.AdamW\n", "clean"],
    ["of a class of somebody's own", "model:\n  _target_: mine.Model\n", "review"],
    ["of a command", "model:\n  _target_: os.system\n", "unsafe"],
    ["of a command in other letters", 'model:\n  "\\x5ftarget_": os.system\n', "unsafe"],
    ["of a command over two lines", 'model:\n  ? "_tar\\\n    get_"\n  : os.system\n', "unsafe"],
    ["with a tag of Python under an odd key", "ключ: !!python/object/apply:os.system [x]\n", "unsafe"],
    [
      "with a tag under another handle",
      '%TAG !e! tag:yaml.org,2002:python/\n---\na: !e!name:os.system ""\n',
      "unsafe",
    ],
    ["of several documents", "optim:\n  lr: 0.1\n---\n_target_: torch.optim.AdamW\n...\n", "clean"],
    ["of a command in a second document", "a: 1\n---\nb:\n  _target_: os.system\n", "unsafe"],
    ["of a command in a document behind its end", "a: 1\n...\n---\n---\n_target_: os.system\n", "unsafe"],
    ["of a command in a document after one that is not read", "{{ a }}\n---\n_target_: x.y\n", "incomplete"],
    ["with a name twice", "_target_: torch.nn.Linear\n_target_: torch.nn.ReLU\n", "incomplete"],
    ["that is a template of something else", "a: {{ b }}\n", "clean"],
    ["larger than is read", `_target_: x\n#${"a".repeat(5_000_000)}`, "incomplete"],
  ])("%s", async (_, yaml, verdict) => {
    expect((await outcome(yaml))[0]).toBe(verdict);
  });
});
