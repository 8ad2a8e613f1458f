/** Words and pictures of scans that need nothing of the machine, so that the console uses them too. */
export { byteMap } from "./byte-kinds.ts";
export {
  countBySeverity,
  loadersInOrder,
  nested,
  openFindings,
  outcomeWords,
  placeWords,
  scanMarks,
  size,
  suppressedFindings,
  verdictSentence,
} from "./scan-wording.ts";
