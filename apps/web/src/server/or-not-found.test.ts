import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { orNotFound } from "./or-not-found";

test.each(["NOT_FOUND", "BAD_REQUEST"] as const)("shows the not-found page for %s", async (code) => {
  await expect(orNotFound(Promise.reject(new TRPCError({ code })))).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
});

test("leaves other errors and results as they are", async () => {
  await expect(orNotFound(Promise.reject(new Error("away")))).rejects.toThrow("away");
  await expect(orNotFound(Promise.resolve(1))).resolves.toBe(1);
});
