export { beginsAsArrowFile, beginsAsArrowStream, readArrow, type ArrowVisitor } from "./read-arrow.ts";
