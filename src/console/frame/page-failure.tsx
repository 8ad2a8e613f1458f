import type { ErrorComponentProps } from "@tanstack/react-router";
import { FailureNote } from "./failure-note.tsx";

export function PageFailure({ error, reset }: ErrorComponentProps) {
  return (
    <main className="flex-1 p-6">
      <h1 className="mb-3 text-xl font-semibold">This page failed</h1>
      <FailureNote error={error} retry={reset} />
    </main>
  );
}
