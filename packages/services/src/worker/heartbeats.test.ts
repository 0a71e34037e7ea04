import { expect, test } from "vitest";
import { heartbeats, type LeaseListener } from "./heartbeats";

const run = { orgId: "org_a", runId: "run_a", attempt: 1, lease: "lease_a" };

test("passes on what happens to the leases that are held, until they are released", async () => {
  const sent: string[] = [];
  let listener: LeaseListener | undefined;
  const leases = heartbeats((given) => {
    listener = given;
    return {
      hold: ({ lease }) => sent.push(`hold ${lease}`),
      release: (lease) => sent.push(`release ${lease}`),
      beat: () => sent.push("beat"),
      close: async () => undefined,
    };
  });
  const received: string[] = [];
  const release = leases.hold(run, { cancel: () => received.push("cancel"), lost: () => received.push("lost") });
  expect([leases.held, leases.isHeld("run_a"), leases.isHeld("run_b")]).toEqual([1, true, false]);

  listener?.onCanceled("lease_a");
  listener?.onLost("lease_a");
  listener?.onLost("lease_b");
  leases.scheduleHeartbeat();
  expect(received).toEqual(["cancel", "lost"]);

  release();
  listener?.onLost("lease_a");
  expect(received).toHaveLength(2);
  expect(sent).toEqual(["hold lease_a", "beat", "release lease_a"]);
});
