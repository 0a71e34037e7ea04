import { toast } from "@millrace/ui";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isRetryable, isUnauthorized, shownError } from "./errors";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** Allowed without signing in, so an error doesn't redirect to sign-in. */
      anonymous?: boolean;
    };
    mutationMeta: {
      /** The form shows the error itself. */
      inline?: boolean;
      /** What failed, as the toast's title. */
      failure?: string;
    };
  }
}

/** Shows what failed, why, and the request ID. */
export function toastError(error: unknown, title = "Something went wrong"): void {
  const { message, requestId } = shownError(error);
  toast.error(title, {
    description: requestId ? `${message} · Request ID: ${requestId}` : message,
    duration: Number.POSITIVE_INFINITY,
    ...(requestId
      ? { action: { label: "Copy ID", onClick: () => void navigator.clipboard.writeText(requestId) } }
      : {}),
  });
}

function toSignIn(): void {
  const here = window.location.pathname + window.location.search;
  if (!here.startsWith("/sign-in")) window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Shows a toast for every failed mutation; an expired session redirects to sign-in and back. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (isUnauthorized(error) && !query.meta?.anonymous) toSignIn();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (isUnauthorized(error) && !mutation.meta?.inline) return toSignIn();
        if (!mutation.meta?.inline) toastError(error, mutation.meta?.failure);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && isRetryable(error),
      },
    },
  });
}
