"use client";
import { Button } from "@millrace/ui";

/** The next page of a list that is read by cursor. */
export function LoadMore(props: {
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
  shown: number;
  /** What is listed: of one, and of several. */
  noun: readonly [one: string, several: string];
}) {
  return (
    <div className="flex items-center justify-between gap-3 border-t px-4 py-2 text-subtle text-xs">
      <span className="tabular">
        {props.shown} {props.noun[props.shown === 1 ? 0 : 1]}
        {props.hasMore ? " shown" : ""}
      </span>
      {props.hasMore && (
        <Button onClick={props.onMore} pending={props.loading} size="sm">
          Load more
        </Button>
      )}
    </div>
  );
}
