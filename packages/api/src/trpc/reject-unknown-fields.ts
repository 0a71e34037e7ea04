import type { AnyTRPCRouter } from "@trpc/server";
import type { z } from "zod";
import { assertKnownFields } from "../http/unknown-fields";

/** Names that callers of any procedure can send: the page's place, and the direction that TanStack Query adds. */
const ALWAYS = ["org", "deployment", "direction"];

type Middleware = (opts: { getRawInput(): Promise<unknown>; next(): Promise<unknown> }) => Promise<unknown>;
type Definition = { readonly inputs: readonly z.core.$ZodType[]; readonly middlewares: Middleware[] };

/**
 * Makes every procedure reject fields that none of its inputs knows. A procedure's inputs are parsed one by one, so only
 * all of them together can tell; the check runs last, right before the resolver.
 */
export function rejectUnknownFields<R extends AnyTRPCRouter>(router: R): R {
  for (const procedure of Object.values(router._def.procedures as Record<string, { _def: Definition }>)) {
    const { inputs, middlewares } = procedure._def;
    middlewares.splice(-1, 0, async ({ getRawInput, next }) => {
      assertKnownFields(inputs, (await getRawInput()) ?? {}, ALWAYS);
      return next();
    });
  }
  return router;
}
