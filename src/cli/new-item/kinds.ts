/** One file of a new item: where its template stands, and where it goes. `__NAME__` is filled in both. */
interface ItemFile {
  readonly template: string;
  readonly to: string;
}

export type ItemKind = "check" | "detector" | "oracle" | "page";

const beside = (room: string, template: string, files: readonly string[]): ItemFile[] =>
  files.map((file) => ({ template: `${template}/${file}.template`, to: `${room}/__NAME__/${file}` }));

/** The kinds of item that `bartizan new` makes. Each room keeps its own template. */
export const kinds: Readonly<
  Record<ItemKind, { readonly about: string; readonly files: readonly ItemFile[] }>
> = {
  check: {
    about: "a red-team check with its attack pack",
    files: [
      ...beside("src/assess/redteam", "src/assess/redteam/template", ["check.ts"]),
      ...beside("packs/attacks", "src/assess/redteam/template", ["pack.yaml", "corpus.yaml", "intents.yaml"]),
    ],
  },
  detector: {
    about: "a detector with its fixtures",
    files: beside("src/detect", "src/detect/template", ["detector.ts", "fixtures.json"]),
  },
  oracle: {
    about: "an oracle with its recorded trials",
    files: beside("src/assess/oracles", "src/assess/oracles/template", ["oracle.ts", "fixtures.json"]),
  },
  page: {
    about: "a page of the console",
    files: beside("src/console/pages", "src/console/template", ["page.tsx", "view.tsx", "page.suite.ts"]),
  },
};

export const isItemKind = (word: string): word is ItemKind => Object.hasOwn(kinds, word);
