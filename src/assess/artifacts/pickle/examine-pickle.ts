import {
  couldBePickle,
  FormatFault,
  memorySource,
  partOf,
  runPickle,
  type ByteSource,
  type PickleRun,
  type PickleSession,
  type PickleValue,
} from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { joblibArray } from "./joblib-array.ts";
import { PickleJudge } from "./judge.ts";
import { pickleRules } from "./rules.ts";
import { objectionsOf } from "./weights-only.ts";

export interface PickleContext {
  /** What the bytes are in the byte map; `pickle` if not given. */
  readonly what?: string;
  /** It is meant for `torch.load`: say whether its restricted loader takes it. */
  readonly torch?: boolean;
  /** Called with each persistent id, when the pickle asks for it. */
  readonly persistent?: (id: PickleValue, at: number) => void | Promise<void>;
  /** Pickles around this one; deeper than the limit they are not followed. */
  readonly depth?: number;
}

/** What one pickle came to. Findings and claims are already with the examination. */
export interface ExaminedPickle {
  readonly start: number;
  /** Behind STOP. */
  readonly end: number;
  /** Why it broke off. Whoever examines throws it when everything else is done. */
  readonly fault: FormatFault | undefined;
  readonly run: PickleRun;
  /** Every name it imports, with how often it was called. */
  readonly imports: readonly { readonly name: string; readonly calls: number }[];
  readonly persistents: number;
  /** What it evaluates to, as far as that was kept. */
  result(): Promise<PickleValue>;
}

const deepest = 16;
/** Bytes written as text are unpacked in memory. */
const longestText = 64 * 1024 * 1024;

/**
 * Examines the pickle that starts at `start`: runs it on abstract values, reports what it would do,
 * claims its bytes, follows pickles inside of it and jumps over joblib's arrays.
 *
 * For every format with pickles in it: a member `data.pkl`, an array of objects, a legacy stream.
 *
 * @returns also for a broken pickle: what it does until it breaks, it does
 * @example
 * const { end, fault } = await examinePickle(source, 0, examination, { torch: true });
 * if (fault !== undefined) throw fault;
 */
export async function examinePickle(
  source: ByteSource,
  start: number,
  examination: Examination,
  context: PickleContext = {},
): Promise<ExaminedPickle> {
  const { what = "pickle", depth = 0 } = context;
  let claimed = start;
  const claimTo = (end: number): void => {
    examination.claim(claimed, end, what);
    claimed = end;
  };
  const inner = (name: string, part: ByteSource, as: string | undefined): Promise<unknown> =>
    examination.member(name, part, as === undefined ? {} : { as });
  const { persistent } = context;
  const judge = new PickleJudge({
    report: (rule, detail) => examination.found(rule, detail),
    nested: async (_session, from, to, as) => {
      if (to > source.size) throw new FormatFault("truncated", "bytes beyond the end", from);
      await inner(`bytes at ${from}`, partOf(source, from, to), as);
    },
    nestedText: async (session, at, as) => {
      const { value, whole } = await session.text(at, longestText);
      if (!whole) throw new FormatFault("too-large", "a pickle written as text of more than 64 MiB", at);
      await inner(`text at ${at}`, memorySource(Buffer.from(value, "latin1")), as);
    },
    array: async (session, wrapper) => {
      const array = await joblibArray(session, wrapper);
      claimTo(session.machine.position);
      if (!array.objects) {
        examination.claim(claimed, array.start, "padding");
        examination.claim(array.start, array.end, array.what);
        claimed = array.end;
        return array.end;
      }
      if (depth + 1 > deepest)
        throw new FormatFault("too-large", "pickles in pickles beyond the limit", array.start);
      const objects = await examinePickle(source, array.start, examination, { ...context, depth: depth + 1 });
      if (objects.fault !== undefined) throw objects.fault;
      claimed = objects.end;
      return objects.end;
    },
    ...(persistent === undefined
      ? {}
      : {
          persistent: async (session: PickleSession, index: number) =>
            persistent(await session.part(index, 0), session.machine.at),
        }),
  });
  const run = await runPickle(source, start, judge, { signal: examination.signal });
  // The instruction that broke it, and all behind, stay unexplained.
  claimTo(Math.max(claimed, run.end));
  judge.finish(run.session);
  if (context.torch === true) {
    const objections = objectionsOf(judge, run);
    if (objections.length > 0)
      examination.found(pickleRules.outsideWeightsOnly, {
        description: `It would object to ${objections.slice(0, 12).join(", ")}${objections.length > 12 ? ` and ${objections.length - 12} more` : ""}.`,
        place: { bytes: [start, run.end] },
      });
  }
  for (const rule of Object.values(pickleRules)) examination.passed(rule);
  return {
    start,
    end: run.end,
    fault: run.fault,
    run,
    imports: judge.imports.map(({ name, calls }) => ({ name, calls })),
    persistents: judge.persistents,
    result: () => run.session.result(),
  };
}

/**
 * Examines pickles that follow one another to the end of the source, as far as there are any; what comes
 * behind the last stays unclaimed.
 *
 * @throws FormatFault of the one that broke
 */
export async function examinePickles(
  source: ByteSource,
  start: number,
  examination: Examination,
  context: PickleContext = {},
): Promise<readonly ExaminedPickle[]> {
  const examined: ExaminedPickle[] = [];
  for (let at = start; at < source.size;) {
    if (at > start) {
      const rest = partOf(source, at, source.size);
      if ((await couldBePickle(rest, await rest.read(0, 64))) === undefined) break;
    }
    const one = await examinePickle(source, at, examination, context);
    if (examined.length < 1000) examined.push(one);
    if (one.fault !== undefined) throw one.fault;
    at = one.end;
  }
  return examined;
}
