import { getTRPCErrorFromUnknown } from "@trpc/server";
import { notFound } from "next/navigation";

/** What a URL names doesn't exist, or can't: a text that the database can't store names nothing. */
const NAMES_NOTHING: ReadonlySet<string> = new Set(["NOT_FOUND", "BAD_REQUEST"]);

/**
 * Answers with the not-found page if what the page's URL names doesn't exist. Next bundles pages and routes apart, each
 * with a `TRPCError` of its own: `instanceof` would know only the page's.
 */
export const orNotFound = <T>(call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    if (NAMES_NOTHING.has(getTRPCErrorFromUnknown(error).code)) notFound();
    throw error;
  });
