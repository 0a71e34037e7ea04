"use client";
import { Button } from "@millrace/ui";

/** Loads the next page of a cursor-paginated list. */
export function LoadMore(props: {
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
  shown: number;
  /** The listed thing: singular and plural. */
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
