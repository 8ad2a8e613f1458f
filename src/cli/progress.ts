import type { RunProgress } from "../app/index.ts";
import { percent } from "../stats/index.ts";
import type { Io } from "./command.ts";

const refreshMs = 100;
const plainEveryMs = 5000;

/** Shows a run while it goes: a bar on a terminal, a line now and then elsewhere. Only ever on stderr. */
export class ProgressView {
  readonly #io: Io;
  readonly #now: () => number;
  #drawnAt = -Infinity;
  #drawnLines = 0;

  constructor(io: Io, now: () => number) {
    this.#io = io;
    this.#now = now;
  }

  update(progress: RunProgress): void {
    const wait = this.#io.errIsTerminal ? refreshMs : plainEveryMs;
    if (this.#now() - this.#drawnAt < wait) return;
    this.#drawnAt = this.#now();
    this.#draw(progress);
  }

  end(progress: RunProgress): void {
    this.#draw(progress);
    this.#drawnLines = 0;
  }

  #draw(progress: RunProgress): void {
    const lines = [
      headLine(progress, this.#io.columns),
      ...progress.lanes.map((lane) => laneLine(lane, this.#io.columns)),
      ...progress.models.map((model) => modelLine(model, this.#io.columns)),
    ];
    if (!this.#io.errIsTerminal) {
      this.#io.err(`${headLine(progress, 80)}\n`);
      return;
    }
    const up = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A` : "";
    this.#io.err(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join("")}`);
    this.#drawnLines = lines.length;
  }
}

function headLine(progress: RunProgress, columns: number): string {
  const { done, planned, perSecond, remainingSeconds } = progress;
  const share = planned === 0 ? 1 : Math.min(1, done / planned);
  const rate = perSecond === undefined ? "" : `  ${perSecond.toFixed(0)}/s`;
  const left = remainingSeconds === undefined ? "" : `  ${clock(remainingSeconds)} left at most`;
  const tail = ` ${done}/${planned} ${progress.models.length === 0 ? "trials" : "done"}${rate}${left}`;
  const width = Math.max(8, Math.min(30, columns - tail.length - 2));
  const filled = Math.round(share * width);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)}${tail}`.slice(0, columns);
}

function laneLine(lane: RunProgress["lanes"][number], columns: number): string {
  const { attack } = lane;
  const estimate =
    attack.n === 0
      ? "waiting"
      : `${Number(attack.sum.toFixed(1))}/${attack.n} breached, ${percent(attack.interval.low, "down")} to ${percent(attack.interval.high, "up")} at ${percent(attack.interval.confidence)}`;
  const state = lane.decided ?? (lane.complete ? "done" : "");
  return `  ${lane.check.padEnd(28)} ${estimate}${state === "" ? "" : `  ${state}`}`.slice(0, columns);
}

function modelLine(model: RunProgress["models"][number], columns: number): string {
  const { check, target, done, planned, fallen } = model;
  const state = done === 0 ? "waiting" : `${done}/${planned} units, ${fallen} fell`;
  return `  ${check.padEnd(28)} ${state} on ${target}`.slice(0, columns);
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
