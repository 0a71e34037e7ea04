import { expect, test } from "vitest";
import { clientAddress } from "./client-address";
import { assertSameOriginMutation } from "./request-guard";
import { requestIdOf } from "./request-id";

const ORIGIN = "https://millrace.test";
const post = (headers: Record<string, string>) =>
  new Request(`${ORIGIN}/api/trpc/x`, { method: "POST", headers, body: "{}" });
const guard = (request: Request) => () => assertSameOriginMutation(request, [ORIGIN]);
const json = { "content-type": "application/json" };

test("Millrace's own pages can change things", () => {
  expect(guard(post({ ...json, origin: ORIGIN, "sec-fetch-site": "same-origin" }))).not.toThrow();
  expect(guard(post({ ...json, origin: ORIGIN }))).not.toThrow();
  expect(guard(post({ "content-type": "application/json; charset=utf-8", origin: ORIGIN }))).not.toThrow();
});

test.each([
  ["another origin", { ...json, origin: "https://evil.example" }],
  ["a subdomain of ours", { ...json, origin: "https://x.millrace.test" }],
  ["plain http of ours", { ...json, origin: "http://millrace.test" }],
  ["the null origin of a sandboxed frame", { ...json, origin: "null" }],
  ["a page that the browser calls cross-site", { ...json, origin: ORIGIN, "sec-fetch-site": "cross-site" }],
  ["a sibling site", { ...json, "sec-fetch-site": "same-site" }],
  ["a request that says nothing of where it comes from", json],
])("%s may not change things", (_, headers) => {
  expect(guard(post(headers))).toThrowError(expect.objectContaining({ code: "cross_site_request" }));
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
  "a body of the type %j is refused, for a form can send it",
  (type) => {
    expect(guard(post({ origin: ORIGIN, "content-type": type }))).toThrowError(
      expect.objectContaining({ code: "content_type_not_json" }),
    );
  },
);

test("looking needs no proof of origin", () => {
  expect(guard(new Request(`${ORIGIN}/api/trpc/x`, { headers: { origin: "https://evil.example" } }))).not.toThrow();
});

test("an address is believed as far as trusted proxies reach", () => {
  const request = new Request(ORIGIN, { headers: { "x-forwarded-for": "6.6.6.6, 203.0.113.7, 10.0.0.2" } });
  expect(clientAddress(request, 0)).toBeUndefined();
  expect(clientAddress(request, 1)).toBe("10.0.0.2");
  expect(clientAddress(request, 2)).toBe("203.0.113.7");
  expect(clientAddress(request, 9)).toBeUndefined();
  expect(clientAddress(new Request(ORIGIN, { headers: { "x-forwarded-for": "::ffff:127.0.0.1" } }), 1)).toBe(
    "127.0.0.1",
  );
});

test("a proxy's request id is kept when it is harmless", () => {
  const withId = (id: string) => new Request(ORIGIN, { headers: { "x-request-id": id } });
  expect(requestIdOf(withId("abc-12345"))).toBe("abc-12345");
  expect(requestIdOf(withId("short"))).toMatch(/^req_/);
  expect(requestIdOf(withId('"><script>alert(1)</script>'))).toMatch(/^req_/);
});
