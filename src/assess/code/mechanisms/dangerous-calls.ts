import { isTrue, type CallFact, type CodeFile, type Report, type Value } from "../contract/index.ts";

/** A call that does harm by itself, or by one of its arguments. */
export interface DangerousCall {
  /** Patterns as in `CodeFile.callsTo`. */
  readonly calls: readonly string[];
  /** The argument that decides. Absent: the call itself. */
  readonly argument?: string | readonly [string, number];
  /** When it does: where it is `True`, if nothing is said. Gets `undefined` where the argument is not given. */
  readonly when?: (value: Value | undefined, call: CallFact) => boolean;
  readonly says: string;
}

/**
 * The check of a rule that is a list of such calls. Where it is not known what is given, it is silent.
 *
 * @example check: dangerousCalls([{ calls: ["crewai.Agent"], argument: "allow_code_execution", says: "…" }])
 */
export function dangerousCalls(list: readonly DangerousCall[]): (file: CodeFile, report: Report) => void {
  return (file, report) => {
    for (const entry of list)
      for (const call of file.callsTo(...entry.calls)) if (applies(entry, call)) report(call, entry.says);
  };
}

function applies({ argument, when }: DangerousCall, call: CallFact): boolean {
  if (argument === undefined) return when?.(undefined, call) ?? true;
  const value =
    typeof argument === "string" ? call.argument(argument) : call.argument(argument[0], argument[1]);
  if (value === undefined && call.open) return false;
  return when === undefined ? isTrue(value) : when(value, call);
}
