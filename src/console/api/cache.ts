import { QueryClient } from "@tanstack/react-query";
import { WireFailure } from "./failure.ts";

/** Refusals are final; only a server that did not answer at all is asked again. */
export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof WireFailure && error.status === 0,
      },
    },
  });
}
