import { defineErrors } from "../../errors/index.ts";

export const newItemErrors = defineErrors("new", {
  unknownKind: {
    summary: "There is no item of this kind.",
    remedy: "Use `check`, `detector`, `oracle` or `page`.",
    exit: 2,
  },
  badName: {
    summary: "The name cannot be the name of an item.",
    remedy:
      "Use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter, such as `card-numbers`.",
    exit: 2,
  },
  notASourceTree: {
    summary: "Items are made in a source tree of Bartizan, and this is none.",
    remedy: "Clone the repository and run the command in its folder.",
    exit: 2,
  },
  taken: {
    summary: "There is an item of this name already.",
    remedy: "Choose another name.",
    exit: 2,
  },
});
