import { clientAddress, type ExpectedProxies, proxyProblem } from "@millrace/api";

const WARN_EVERY_MS = 3_600_000;

export type CallerAddress = (request: Request) => string | undefined;

/**
 * Reads the caller's network address as the trusted proxies saw it. A request that didn't come through the expected
 * proxies is reported, at most once per hour.
 * @param expected undefined where no proxy is expected, as on your own machine
 */
export function callerAddress(options: {
  readonly trustedHops: number;
  readonly expected: ExpectedProxies | undefined;
  readonly onProblem: (problem: string) => void;
  readonly now?: () => number;
}): CallerAddress {
  const { trustedHops, expected, onProblem, now = () => performance.now() } = options;
  let reportedAt = Number.NEGATIVE_INFINITY;
  return (request) => {
    const problem = expected && proxyProblem(request, expected);
    if (problem !== undefined && now() - reportedAt >= WARN_EVERY_MS) {
      reportedAt = now();
      onProblem(problem);
    }
    return clientAddress(request, trustedHops);
  };
}
