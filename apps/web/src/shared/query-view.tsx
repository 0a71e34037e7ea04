"use client";
import { Button, EmptyState, SkeletonRows } from "@millrace/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { CircleAlert, Lock, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { isForbidden, isNotFound, shownError } from "@/lib/errors";

/** Shows a query's data, its loading state, or its error with a way to recover. */
export function QueryView<T>(props: {
  query: UseQueryResult<T, unknown>;
  children: (data: T) => ReactNode;
  loading?: ReactNode;
  what: string;
}) {
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} what={props.what} />;
  return props.loading ?? <SkeletonRows label={`Loading ${props.what}`} />;
}

export function QueryError({ error, what, onRetry }: { error: unknown; what: string; onRetry?: () => void }) {
  const { message, requestId } = shownError(error);
  if (isNotFound(error)) {
    return (
      <EmptyState icon={<SearchX />} title="Not found">
        {message}
      </EmptyState>
    );
  }
  if (isForbidden(error)) {
    return (
      <EmptyState icon={<Lock />} title="You don't have access">
        <p>{message} Ask an organization admin to change your role.</p>
      </EmptyState>
    );
  }
  return (
    <div role="alert">
      <EmptyState
        action={onRetry && <Button onClick={onRetry}>Try again</Button>}
        icon={<CircleAlert />}
        title={`Couldn't load ${what}`}
      >
        <p>{message}</p>
        {requestId && <p className="font-mono text-xs">Request ID: {requestId}</p>}
      </EmptyState>
    </div>
  );
}
