/** Said when a promise took too long. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/** What a promise gives, unless it takes longer. What it does afterwards is ignored. */
export function within<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineError(`Nothing after ${ms} ms.`)), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error("rejected", { cause: error }));
      },
    );
  });
}
