import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type IncidentSnapshot,
  type Notice,
  passesMilestone,
  type Reconciled,
  reconcileIncident,
} from "./incident-lifecycle";
import { subjectStreak } from "./partition-streak";
import type { Outcome } from "./streak";

const RULES = {
  threshold: 1,
  recoverAfter: 1,
  groupWaitMs: 30_000,
  renotifyMs: 4 * 3_600_000,
  flapWindowMs: 3_600_000,
};
const MINUTE = 60_000;

/** Plays a history, one result a minute; the group wait ends where `open` says so. */
function play(
  results: string,
  rules: Partial<typeof RULES> = {},
  stepMs = MINUTE,
  error: (index: number) => string = () => "e",
) {
  let incident: IncidentSnapshot | null = null;
  const history: Outcome[] = [];
  const steps: Reconciled[] = [];
  for (const [index, char] of [...results].entries()) {
    const now = new Date((index + 1) * stepMs);
    if (incident?.state === "PENDING" && incident.notifyAt && incident.notifyAt <= now) {
      incident = { ...incident, state: "OPEN", notifyAt: null, notifiedAt: incident.notifyAt };
    }
    history.push({
      id: `run_${String(index).padStart(4, "0")}`,
      endedAt: now,
      result: char === "f" ? "failure" : "success",
    });
    const step = reconcileIncident(
      incident,
      subjectStreak(history),
      { ...RULES, ...rules },
      { now, fingerprint: error(index) },
    );
    steps.push(step);
    incident = step.incident;
  }
  return {
    incident,
    changes: steps.map((step) => step.change),
    notices: steps.map((step): Notice | null => step.notice),
  };
}

test("an incident opens at the threshold, once, and waits for the group wait", () => {
  expect(play("ff", { threshold: 3 }).incident).toBeNull();
  const third = play("fff", { threshold: 3 });
  expect(third.incident).toMatchObject({ state: "PENDING", failures: 3, notifyAt: new Date(3 * MINUTE + 30_000) });
  expect(play("ffff", { threshold: 3 }).changes).toEqual(["none", "none", "created", "updated"]);
});

test("sends nothing for what recovers within the group wait", () => {
  const quick = play("fs", {}, 10_000);
  expect(quick.changes).toEqual(["created", "discarded"]);
  expect(quick.notices).toEqual([null, null]);
});

test("further failures edit the message, milestones and silence for four hours remind", () => {
  expect(play("ffff").notices).toEqual([null, "edit", "edit", "edit"]);
  expect(play("fffff").notices.at(-1)).toBe("reminder");
  expect(play("fff", {}, 5 * 3_600_000).notices).toEqual([null, "reminder", "reminder"]);
});

test("another error is news", () => {
  expect(play("fff", {}, MINUTE, (index) => (index < 2 ? "a" : "b")).notices).toEqual([null, "edit", "reminder"]);
});

test("the first success recovers, and a failure soon after reopens the same incident", () => {
  const flap = play("fsf");
  expect(flap.notices).toEqual([null, "recovered", "reopened"]);
  expect(flap.incident).toMatchObject({ state: "OPEN", reopened: 1, openedAt: new Date(MINUTE) });
  expect(play("fsf", { flapWindowMs: 30_000 }).changes).toEqual(["created", "resolved", "created"]);
});

test("a subject that flaps recovers three successes in a row", () => {
  const flapping = play("fsfsfsfsssf");
  expect(flapping.notices.slice(6)).toEqual(["reopened", null, null, "recovered", "reopened"]);
});

test("an acknowledged incident is quiet until the error changes", () => {
  const open = play("ff").incident as IncidentSnapshot;
  const acknowledged: IncidentSnapshot = { ...open, state: "ACKNOWLEDGED" };
  const streak = subjectStreak(
    Array.from({ length: 5 }, (_, index) => ({
      id: `run_${index}`,
      endedAt: new Date(index),
      result: "failure" as const,
    })),
  );
  const now = new Date(9 * 3_600_000);
  expect(reconcileIncident(acknowledged, streak, RULES, { now, fingerprint: "e" }).notice).toBe("edit");
  expect(reconcileIncident(acknowledged, streak, RULES, { now, fingerprint: "x" })).toMatchObject({
    notice: "reminder",
    incident: { state: "OPEN" },
  });
});

test("an incident that a person resolved stays resolved until the next failure", () => {
  const open = play("ff").incident as IncidentSnapshot;
  const resolved: IncidentSnapshot = { ...open, state: "RESOLVED", resolvedAt: new Date(3 * MINUTE) };
  const runs: Outcome[] = [{ id: open.lastOutcomeId as string, endedAt: new Date(2 * MINUTE), result: "failure" }];
  expect(
    reconcileIncident(resolved, subjectStreak(runs), RULES, { now: new Date(3 * MINUTE), fingerprint: "e" }).change,
  ).toBe("none");
});

test("evaluating the same history again changes nothing", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[fs]{1,12}$/), fc.integer({ min: 1, max: 3 }), (results, threshold) => {
      const { incident } = play(results, { threshold });
      const history = [...results].map((char, index) => ({
        id: `run_${String(index).padStart(4, "0")}`,
        endedAt: new Date((index + 1) * MINUTE),
        result: char === "f" ? ("failure" as const) : ("success" as const),
      }));
      const now = new Date(results.length * MINUTE + 1);
      const again = reconcileIncident(
        incident,
        subjectStreak(history),
        { ...RULES, threshold },
        { now, fingerprint: "e" },
      );
      expect(again).toMatchObject({ change: "none", notice: null });
      expect(again.incident).toEqual(incident);
    }),
  );
});

test("milestones are 5, 10, 25, 50, 100 and so on", () => {
  const passed = Array.from({ length: 120 }, (_, index) => index + 1).filter((count) =>
    passesMilestone(count - 1, count),
  );
  expect(passed).toEqual([5, 10, 25, 50, 100]);
});
