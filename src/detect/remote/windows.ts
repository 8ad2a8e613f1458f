import { remoteErrors } from "./errors.ts";

/** A stretch of a text, UTF-16 offsets, end exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

export interface WindowPlan {
  readonly size: number;
  readonly overlap: number;
  readonly most: number;
}

/**
 * The windows of a text: they cover all of it, neighbours share `overlap` units at least, no character is
 * cut in two, and a cut falls on a space where there is one near.
 *
 * @throws REMOTE_DETECTOR_TOO_LONG when there are more than the plan allows
 */
export function windowsOf(text: string, { size, overlap, most }: WindowPlan): readonly Window[] {
  const windows: Window[] = [];
  for (let start = 0; ;) {
    let end = Math.min(text.length, start + size);
    if (end < text.length) {
      const space = text.lastIndexOf(" ", end);
      if (space > end - Math.floor(size / 10)) end = space;
      if (isInside(text, end)) end -= 1;
    }
    windows.push({ start, end });
    if (end === text.length) return windows;
    if (windows.length === most)
      throw remoteErrors.tooLong(
        `The text has ${text.length} units; ${most} windows of ${size} do not cover it.`,
      );
    // Always forward: a window is at least half its size longer than what it shares.
    start = Math.max(start + 1, end - overlap);
    if (isInside(text, start)) start -= 1;
  }
}

const isInside = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

/** Asks about every window, four at a time; the first that fails fails all. */
export async function askWindows<Answer>(
  windows: readonly Window[],
  ask: (window: Window) => Promise<Answer>,
): Promise<readonly (readonly [Window, Answer])[]> {
  const answers: [Window, Answer][] = [];
  const queue = windows.values();
  const worker = async (): Promise<void> => {
    for (const window of queue) answers.push([window, await ask(window)]);
  };
  await Promise.all(Array.from({ length: Math.min(4, windows.length) }, worker));
  return answers.sort(([a], [b]) => a.start - b.start);
}
