import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { proxy } from "./proxy";

const policyOf = (path: string) =>
  proxy(new NextRequest(`https://millrace.test${path}`)).headers.get("content-security-policy") ?? "";
const nonceOf = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1];

test("runs only scripts with the page's own nonce, and lets no site frame a page or receive its forms", () => {
  const policy = policyOf("/o/acme");
  expect(policy).toContain(`script-src 'self' 'nonce-${nonceOf(policy)}' 'strict-dynamic';`);
  for (const rule of ["object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"])
    expect(policy).toContain(rule);
  expect(policy).not.toContain("unsafe-eval");
});

test("has a fresh nonce for every page", () => {
  expect(nonceOf(policyOf("/o/acme"))).not.toBe(nonceOf(policyOf("/o/acme")));
});
