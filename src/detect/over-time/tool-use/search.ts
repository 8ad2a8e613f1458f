import { RE2JS, RE2JSException } from "re2js";
import { overTimeErrors } from "../errors.ts";

/** A pattern of a policy, ready. */
export interface Search {
  anywhere(text: string): boolean;
  whole(text: string): boolean;
}

/** A pattern of a policy in linear time. @throws OVER_TIME_BAD_VALUE */
export function compileSearch(source: string): Search {
  try {
    const compiled = RE2JS.compile(source);
    if (compiled.programSize() > 4_000)
      throw overTimeErrors.badValue("The pattern compiles to more than 4000 steps.");
    return { anywhere: (text) => compiled.test(text), whole: (text) => compiled.matches(text) };
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw overTimeErrors.badValue(
      "The pattern is not RE2 syntax; it has no look-around and no back references.",
      {},
      { cause },
    );
  }
}
