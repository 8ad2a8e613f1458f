import { randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { isBeyond, spoolStart, type SpoolPosition } from "../spool/read-spool.ts";
import { syncFolder } from "../spool/segment.ts";

/** How far each spool was taken into ledgers, by the name of its folder. */
export class Cursor {
  readonly #path: string;
  readonly #positions: Map<string, SpoolPosition>;

  /** There was no file, or none that could be read. */
  readonly isNew: boolean;

  private constructor(path: string, positions: Map<string, SpoolPosition> | undefined) {
    this.#path = path;
    this.#positions = positions ?? new Map<string, SpoolPosition>();
    this.isNew = positions === undefined;
  }

  /** Reads the file; one that is not there, or cannot be read, is a cursor at the start. */
  static async load(path: string): Promise<Cursor> {
    const positions = new Map<string, SpoolPosition>();
    try {
      // Safe: each value is looked at below.
      const told = JSON.parse(await readFile(path, "utf8")) as Record<string, Partial<SpoolPosition>>;
      for (const [name, { segment, offset }] of Object.entries(told)) {
        if (Number.isSafeInteger(segment) && Number.isSafeInteger(offset))
          positions.set(name, { segment: segment ?? 0, offset: offset ?? 0 });
      }
    } catch {
      return new Cursor(path, undefined);
    }
    return new Cursor(path, positions);
  }

  at(spool: string): SpoolPosition {
    return this.#positions.get(spool) ?? spoolStart;
  }

  /** Moves forward, never back. */
  advance(spool: string, to: SpoolPosition): void {
    if (isBeyond(to, this.at(spool))) this.#positions.set(spool, to);
  }

  forget(spool: string): void {
    this.#positions.delete(spool);
  }

  /** Puts the file in place whole. */
  async save(): Promise<void> {
    const draft = `${this.#path}.${randomBytes(6).toString("hex")}.draft`;
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(JSON.stringify(Object.fromEntries(this.#positions)));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#path);
    await syncFolder(dirname(this.#path));
  }
}
