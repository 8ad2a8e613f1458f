import { WireFailure } from "../api/failure.ts";

/** A failure as the catalogue tells it: code, message, remedy. */
export function FailureNote({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const failure = error instanceof WireFailure ? error : undefined;
  return (
    <div role="alert" className="card border-l-4 border-l-breached p-4">
      <p className="font-mono text-xs text-breached">{failure?.code ?? "CONSOLE_FAILED"}</p>
      <p className="mt-1 font-medium">
        {failure?.message ?? (error instanceof Error ? error.message : "Something failed.")}
      </p>
      {failure?.field !== undefined && <p className="mt-1 text-muted">Field: {failure.field}</p>}
      <p className="mt-1 text-muted">
        {failure?.remedy ?? "Reload the page. If it stays, this is a defect of the console: report it."}
      </p>
      {retry !== undefined && (
        <button type="button" className="button mt-3" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
