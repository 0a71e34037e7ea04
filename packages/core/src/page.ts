import { z } from "zod";
import { DomainError } from "./errors";

export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 200;

/** How a list is asked for: by keyset, never by offset. */
export const PageInput = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(PAGE_SIZE_DEFAULT),
  cursor: z.string().max(500).nullish().describe("`nextCursor` of the previous page (opaque)"),
});
export type PageInput = z.infer<typeof PageInput>;

/** One page of a list. `nextCursor` is null on the last one. */
export type Page<T> = { readonly data: readonly T[]; readonly nextCursor: string | null; readonly hasMore: boolean };

/** Cuts the one row too many that a store read to learn whether there is more. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly (string | number)[]): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { data, hasMore, nextCursor: hasMore ? encodeCursor(keyOf(last)) : null };
}

/** The sort key of a page's last row, as an opaque text. */
export function encodeCursor(key: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The sort key in a cursor; undefined for the first page. */
export function decodeCursor(cursor: string | null | undefined): readonly (string | number)[] | undefined {
  if (!cursor) return undefined;
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return CursorKey.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new DomainError("invalid", "cursor_invalid", "Invalid cursor. Start again without a cursor.", {
      cause: error,
      details: [{ pointer: "/cursor", code: "cursor_invalid", detail: "isn't a valid cursor for this list" }],
    });
  }
}

const CursorKey = z.array(z.union([z.string(), z.number()])).min(1);
