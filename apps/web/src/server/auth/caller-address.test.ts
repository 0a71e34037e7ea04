import { expect, test } from "vitest";
import { callerAddress } from "./caller-address";

const request = new Request("http://web:3000/", { headers: { "x-forwarded-for": "203.0.113.7" } });

test("reports requests that didn't come through the proxy once per hour, and still reads their address", () => {
  const problems: string[] = [];
  let now = 0;
  const addressOf = callerAddress({
    trustedHops: 1,
    expected: { trustedHops: 1, isHttps: true },
    onProblem: (problem) => void problems.push(problem),
    now: () => now,
  });
  expect([addressOf(request), addressOf(request)]).toEqual(["203.0.113.7", "203.0.113.7"]);
  expect(problems).toHaveLength(1);
  now = 3_600_000;
  addressOf(request);
  expect(problems).toHaveLength(2);
});

test("reports nothing where no proxy is expected", () => {
  const addressOf = callerAddress({
    trustedHops: 1,
    expected: undefined,
    onProblem: (problem) => expect.unreachable(problem),
  });
  expect(addressOf(request)).toBe("203.0.113.7");
});
