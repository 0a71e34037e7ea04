import { expect, test } from "vitest";
import { createConnectionLimits } from "./connection-limits";

test("limits connections per person and per organization, and counts closed ones no more", () => {
  const limits = createConnectionLimits({ user: 2, organization: 3 });
  const close = limits.take("ada", "acme");
  limits.take("ada", "globex");
  expect(limits.take("ada", "acme")).toBe("user");
  expect(close).toBeTypeOf("function");
  if (typeof close === "function") {
    close();
    close();
  }
  expect(limits.take("ada", "acme")).toBeTypeOf("function");
  limits.take("bob", "acme");
  limits.take("eve", "acme");
  expect(limits.take("mia", "acme")).toBe("organization");
});
