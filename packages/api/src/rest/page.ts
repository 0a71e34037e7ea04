import { z } from "zod";

/** The shape of every list: a page with the cursor of the next. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item).readonly(), nextCursor: z.string().nullable(), hasMore: z.boolean() });

/** `Link: <…>; rel="next"` of a page that has more. */
export function nextLink(url: URL, body: unknown): string | undefined {
  const cursor = NextCursor.safeParse(body);
  if (!cursor.success) return undefined;
  const next = new URL(url);
  next.searchParams.set("cursor", cursor.data.nextCursor);
  return `<${next.pathname}${next.search}>; rel="next"`;
}

const NextCursor = z.object({ nextCursor: z.string() });
