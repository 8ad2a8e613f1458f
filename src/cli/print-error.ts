import { BartizanError, type ExitCode, type Place } from "../errors/index.ts";
import { visibleText } from "../formats/index.ts";
import type { Io } from "./command.ts";

/** Tells a person what failed: code, sentence, place, remedy. Anything that is not ours is a bug, and says so. */
export function printError(error: unknown, io: Io): ExitCode {
  const bold = (text: string): string => (io.colour ? `\u001b[1m${text}\u001b[0m` : text);
  for (const failure of flatten(error)) {
    if (failure instanceof BartizanError) {
      const where = placeText(failure.place);
      const width = io.errIsTerminal ? io.columns : Infinity;
      io.err(
        `${bold(failure.code)}${indented(`  ${visibleText(failure.message)}`, failure.code.length, 4, width)}\n`,
      );
      if (where !== "") io.err(`  at      ${visibleText(where)}\n`);
      io.err(`${indented(`  remedy  ${visibleText(failure.remedy)}`, 0, 10, width)}\n`);
    } else {
      const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
      io.err(
        `${bold("INTERNAL")}  ${visibleText(text)}\n  remedy  This is a defect of Bartizan; please report it.\n`,
      );
    }
  }
  return exitCodeOf(error);
}

/** Breaks a line between words; what follows is indented. A word longer than the line stays whole. */
function indented(text: string, from: number, indent: number, width: number): string {
  let column = from;
  let out = "";
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const lead = out === "" ? "" : " ";
    if (out !== "" && column + lead.length + word.length > width) {
      out += `\n${" ".repeat(indent)}${word}`;
      column = indent + word.length;
    } else {
      out += `${lead}${word}`;
      column += lead.length + word.length;
    }
  }
  return out;
}

export function exitCodeOf(error: unknown): ExitCode {
  const codes = flatten(error).map((failure) => (failure instanceof BartizanError ? failure.exit : 4));
  return codes.length === 0 ? 4 : (Math.max(...codes) as ExitCode);
}

function flatten(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(flatten) : [error];
}

/** @example placeText({ file: "system.yaml", line: 3, column: 5, field: "zones[0].trust" }) */
export function placeText(place: Place): string {
  const spot = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
  return [spot, place.field, place.at].filter((part) => part !== undefined && part !== "").join(" ");
}
