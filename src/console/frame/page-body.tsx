import type { ReactNode } from "react";

interface PageBodyProps {
  readonly title: ReactNode;
  /** The trail above the title. */
  readonly above?: ReactNode;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** Stands between the heading and the part that scrolls. */
  readonly bar?: ReactNode;
  /** The open drawer, beside the page. */
  readonly drawer?: ReactNode;
  readonly children: ReactNode;
}

/** Heading, bar, scrolling body and, beside them, a drawer. */
export function PageBody({ title, above, about, actions, bar, drawer, children }: PageBodyProps) {
  return (
    <>
      <main className="flex h-full min-w-0 flex-1 flex-col">
        <header className="px-6 pt-5 pb-3 max-[719px]:px-4 max-[719px]:pt-3">
          {above !== undefined && <div className="mb-1 text-xs text-muted">{above}</div>}
          <div className="flex items-start justify-between gap-4">
            <div className="min-w-0">
              <h1 className="text-xl leading-tight font-semibold">{title}</h1>
              {about !== undefined && <div className="mt-1 max-w-[95ch] text-muted">{about}</div>}
            </div>
            {actions !== undefined && <div className="flex shrink-0 gap-2">{actions}</div>}
          </div>
        </header>
        {bar !== undefined && <div className="px-6 pb-3 max-[719px]:px-4">{bar}</div>}
        <div
          id="page-scroll"
          role="region"
          aria-label="Content"
          tabIndex={0}
          className="@container min-h-0 flex-1 overflow-auto px-6 pb-8 max-[719px]:px-4"
        >
          {children}
        </div>
      </main>
      {drawer}
    </>
  );
}
