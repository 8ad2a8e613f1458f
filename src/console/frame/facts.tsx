import type { ReactNode } from "react";

/** Names and values, one a line. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode] | undefined)[] }) {
  return (
    <dl className="grid grid-cols-[max-content_1fr] content-start gap-x-5 gap-y-1">
      {facts
        .filter((fact) => fact !== undefined)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A titled part of a page or drawer. */
export function Part({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="mt-5 first:mt-0">
      <h3 className="eyebrow mb-1.5">{title}</h3>
      {children}
    </section>
  );
}

/** A digest, shortened to the eye; the whole of it on hover. */
export function Digest({ value }: { readonly value: string }) {
  return (
    <code className="font-mono text-xs" title={value}>
      {value.length > 20 ? `${value.slice(0, 16)}…` : value}
    </code>
  );
}
