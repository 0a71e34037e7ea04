import type { Permission } from "@millrace/core/identity";
import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import { assertStorable } from "../http/assert-storable";
import type { ApiContext } from "./context";
import { problemOf, toTrpcError } from "./errors";

/** The access that a procedure requires; tests read it. */
export type ProcedureMeta = {
  readonly access: "public" | "user" | "operator" | "organization" | "deployment";
  readonly permission?: Permission;
  /** Where the permission is checked: "deployment", "code location of the run". */
  readonly where?: string;
  /** What members may do without the permission, with their own things. */
  readonly own?: string;
};

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    errorFormatter: ({ shape, error, ctx }) => {
      const isBug = error.code === "INTERNAL_SERVER_ERROR";
      const invalidInput = error.cause instanceof z.ZodError;
      return {
        ...shape,
        message: isBug ? "Something went wrong on our end." : invalidInput ? firstIssue(error.cause) : shape.message,
        data: { ...shape.data, stack: undefined, problem: problemOf(error), requestId: ctx?.requestId },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
export const middleware = t.middleware;

const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

const checkTexts = t.middleware(async ({ getRawInput, next }) => {
  assertStorable(await getRawInput());
  return next();
});

/** Anyone, signed in or not. Every other procedure starts here. */
export const baseProcedure = t.procedure.use(mapErrors).use(checkTexts);
export const publicProcedure = baseProcedure.meta({ access: "public" });

function firstIssue(error: unknown): string {
  const issue = (error as z.ZodError).issues[0];
  if (!issue) return "Invalid input.";
  const where = issue.path.join(".");
  return where ? `${where}: ${issue.message}` : issue.message;
}
