export { applyEdits, checkEdited, EditError, editsByPart, editText, replaceTexts } from "./apply-edits.ts";
export { maxParts, PartList } from "./part-list.ts";
export { pointerTo, removeAt, setAt, valueAt } from "./pointer.ts";
export { arrayOf, membersOf, objectOf, stringOf, type Json } from "./narrow.ts";
export { schemaParts, toolParts } from "./tool-parts.ts";
export { Uninspected } from "./uninspected.ts";
