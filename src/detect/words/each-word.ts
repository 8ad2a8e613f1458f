import { scanWords, type WordSink } from "./scan-words.ts";

/** A longer text is read anew each time. */
const mostRemembered = 65_536;

/** The words of the text that was read last. The lists only grow; `count` says how much of them is in use. */
const latest = {
  text: "",
  count: 0,
  hashes: new Int32Array(512),
  starts: new Int32Array(512),
  ends: new Int32Array(512),
  digits: new Uint8Array(512),
};

/**
 * As `scanWords`, for texts that several detectors read one after the other: the words of the latest text are
 * remembered. The sink must not ask for the words of another text.
 */
export function eachWord(text: string, sink: WordSink): void {
  if (text.length > mostRemembered) return scanWords(text, sink);
  if (latest.text !== text) read(text);
  const { count, hashes, starts, ends, digits } = latest;
  for (let i = 0; i < count; i++) sink(hashes[i] ?? 0, starts[i] ?? 0, ends[i] ?? 0, digits[i] === 1);
}

function read(text: string): void {
  if (latest.hashes.length < text.length) makeRoom(text.length);
  const { hashes, starts, ends, digits } = latest;
  let count = 0;
  // Nothing is remembered while it is being read.
  latest.text = "";
  latest.count = 0;
  scanWords(text, (hash, start, end, isNumber) => {
    hashes[count] = hash;
    starts[count] = start;
    ends[count] = end;
    digits[count] = isNumber ? 1 : 0;
    count++;
  });
  latest.text = text;
  latest.count = count;
}

/** There are never more words than units. */
function makeRoom(units: number): void {
  const size = Math.min(mostRemembered, 2 * units);
  latest.hashes = new Int32Array(size);
  latest.starts = new Int32Array(size);
  latest.ends = new Int32Array(size);
  latest.digits = new Uint8Array(size);
}
