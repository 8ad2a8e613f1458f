import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FailureNote } from "./failure-note.tsx";
import { Loading } from "./loading.tsx";

/** Shows what a query brought; until then, that it is being read; and when it failed, how and what to do. */
export function Answered<T>({
  query,
  what,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return (
      <div className="p-6">
        <FailureNote error={query.error} retry={() => void query.refetch()} />
      </div>
    );
  return <Loading what={what} />;
}
