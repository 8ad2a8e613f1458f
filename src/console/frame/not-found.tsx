import { Go } from "./go.tsx";

export function NotFound() {
  return (
    <main className="flex-1 p-6">
      <h1 className="text-xl font-semibold">Nothing stands at this address</h1>
      <p className="mt-2 text-muted">
        The link may be of an older version, or the thing may be gone. Try the{" "}
        <Go to="/" className="link">
          coverage matrix
        </Go>
        , or search with Ctrl-K.
      </p>
    </main>
  );
}
