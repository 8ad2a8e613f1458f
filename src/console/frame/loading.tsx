/** Said to a screen reader at once, shown only when it takes long enough to notice. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <p role="status" className="p-6 text-muted">
      Reading the {what}…
    </p>
  );
}
