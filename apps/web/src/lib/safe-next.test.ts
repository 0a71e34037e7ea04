import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test.each(["/", "/o/acme/production/runs?status=FAILURE#last", "/invitations/a%2Fb"])(
  "after signing in one goes where one wanted to: %j",
  (path) => expect(safeNext(path)).toBe(path),
);

test.each([
  null,
  "",
  "runs",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n\\evil.example",
  "\t//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/\t\t//evil.example",
  "javascript:alert(1)",
])("a link to sign in leads to no other site: %j", (value) => {
  const here = "https://millrace.test/sign-in";
  expect(new URL(safeNext(value), here).href).toBe("https://millrace.test/");
});
