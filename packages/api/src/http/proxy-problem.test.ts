import { expect, test } from "vitest";
import { proxyProblem } from "./proxy-problem";

const through = (headers: Record<string, string>) => new Request("http://web:3000/api/trpc/x", { headers });
const https = { "x-forwarded-proto": "https" };

test("accepts a request that came through the expected proxies", () => {
  const request = through({ ...https, "x-forwarded-for": "203.0.113.7, 10.0.0.2" });
  expect(proxyProblem(request, { trustedHops: 2, isHttps: true })).toBeUndefined();
  expect(proxyProblem(through({}), { trustedHops: 0, isHttps: true })).toBeUndefined();
});

test("names the proxies that are missing from X-Forwarded-For", () => {
  const request = through({ ...https, "x-forwarded-for": "203.0.113.7" });
  expect(proxyProblem(request, { trustedHops: 2, isHttps: true })).toContain("1 of 2 expected entries");
  expect(proxyProblem(through({}), { trustedHops: 1, isHttps: false })).toContain("0 of 1 expected entries");
});

test("names a request that reached an https address without TLS", () => {
  const direct = through({ "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "http" });
  expect(proxyProblem(direct, { trustedHops: 1, isHttps: true })).toContain("X-Forwarded-Proto");
  expect(proxyProblem(direct, { trustedHops: 1, isHttps: false })).toBeUndefined();
});
