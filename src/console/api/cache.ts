import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { WireFailure } from "./failure.ts";
import { sessionQuery } from "./queries.ts";

/** Refusals are final; only a server that did not answer at all is asked again. */
export function createCache(): QueryClient {
  // A session that ended meanwhile shows in whatever is asked next; then the frame must ask who is there.
  const onError = (error: unknown): void => {
    const signedIn = cache.getQueryData(sessionQuery.queryKey) !== undefined;
    if (signedIn && error instanceof WireFailure && error.status === 401)
      void cache.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const cache = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== sessionQuery.queryKey[0]) onError(error);
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof WireFailure && error.status === 0,
      },
    },
  });
  return cache;
}
