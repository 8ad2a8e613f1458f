export { hiddenEdits, type HiddenEdit } from "./hidden-edits.ts";
export {
  runTextAttack,
  type TextAttack,
  type TextExample,
  type TextRecord,
  type TextRun,
} from "./text-attack.ts";
export { wordEdits } from "./word-edits.ts";
