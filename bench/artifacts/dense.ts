import { pickle } from "../../src/formats/pickle/testing/assemble.ts";

/** A call at the end of a pickle, inert: what every file of the bench has to be found for. */
export const payload = pickle().global("os", "system").string("echo inert").tuple1().reduce().stop();

/** A list of rows as a pickler writes it; 18,800 rows are some 6.8 million instructions. A call comes at the end. */
export function dense(rows: number): Uint8Array {
  const row = pickle().emptyList().memoize().mark();
  for (let i = 0; i < 60; i++)
    row
      .int(i * 7)
      .int(i % 3)
      .float(0.5)
      .none()
      .tuple3()
      .memoize();
  const one = row.appends().pop().build();
  const head = pickle().proto(4).build();
  const bytes = new Uint8Array(head.length + one.length * rows + payload.length);
  bytes.set(head);
  for (let i = 0; i < rows; i++) bytes.set(one, head.length + i * one.length);
  bytes.set(payload, bytes.length - payload.length);
  return bytes;
}
