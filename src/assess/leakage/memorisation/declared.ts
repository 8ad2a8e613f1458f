import type { ConversationTarget } from "../../../contracts/index.ts";
import { leakageErrors } from "../errors.ts";
import { parseCanaryFile, type CanaryFile } from "../exposure/canary-file.ts";
import { RecordFinder } from "../protected-records/protect-records.ts";
import { parseRecordFile, type RecordFile } from "./record-file.ts";

/** What a target says it was trained on, read. */
export interface Declared {
  readonly canaries?: CanaryFile;
  readonly records?: { readonly file: RecordFile; readonly finder: RecordFinder; readonly key: string };
}

type Declaring = Pick<ConversationTarget, "id" | "canaries" | "records">;

/** By target, since it is asked for with every trial; a target's text never changes. */
const read = new WeakMap<Declaring, Declared>();

/** @throws LEAKAGE_DATA_UNFIT for files that are not what they should be, or another key than their marks were made with */
export function declaredBy(target: Declaring): Declared {
  let declared = read.get(target);
  if (declared === undefined) {
    declared = readOf(target);
    read.set(target, declared);
  }
  return declared;
}

function readOf({ id, canaries, records }: Declaring): Declared {
  const file = records === undefined ? undefined : parseRecordFile(jsonOf(records.text, id, "records"));
  return {
    ...(canaries === undefined ? {} : { canaries: parseCanaryFile(jsonOf(canaries, id, "canaries")) }),
    ...(records === undefined || file === undefined
      ? {}
      : { records: { file, finder: new RecordFinder(file.protected, records.key), key: records.key } }),
  };
}

function jsonOf(text: string, target: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw leakageErrors.dataUnfit(`The ${what} of ${target} are not JSON.`);
  }
}
