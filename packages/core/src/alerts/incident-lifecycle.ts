import type { SubjectStreak } from "./partition-streak";

export const INCIDENT_STATES = ["PENDING", "OPEN", "ACKNOWLEDGED", "RESOLVED"] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** What a policy says about when to speak. */
export type IncidentRules = {
  readonly threshold: number;
  readonly recoverAfter: number;
  readonly groupWaitMs: number;
  readonly renotifyMs: number;
  readonly flapWindowMs: number;
};

/** The part of an incident that moves. */
export type IncidentSnapshot = {
  readonly state: IncidentState;
  readonly openedAt: Date;
  /** End of the group wait. */
  readonly notifyAt: Date | null;
  /** When the last notification was sent; null before the first. */
  readonly notifiedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly failures: number;
  readonly successes: number;
  readonly reopened: number;
  readonly lastOutcomeId: string | null;
  /** Partitions whose newest outcome is a failure. Empty if the subject isn't partitioned. */
  readonly failedPartitions: readonly string[];
  readonly fingerprint: string | null;
};

/** What is to be said about a change. `edit` rewrites the first message; everything else is also a new one. */
export type Notice = "opened" | "edit" | "reminder" | "recovered" | "reopened";

export type Reconciled = {
  readonly change: "none" | "created" | "updated" | "reopened" | "resolved" | "discarded";
  readonly incident: IncidentSnapshot | null;
  readonly notice: Notice | null;
  /** Why a reminder is sent. */
  readonly because?: "changedError" | "milestone" | "renotify";
};

const FLAPPING_REOPENINGS = 3;
const FLAPPING_RECOVERY = 3;

/** True for a subject that fails and recovers so often that its recoveries are held back. */
export const isFlapping = (incident: Pick<IncidentSnapshot, "reopened">): boolean =>
  incident.reopened >= FLAPPING_REOPENINGS;

/**
 * Brings the newest incident of a subject in line with the subject's history. A function of what is stored and of the
 * history alone, so that an evaluation that is repeated, late or out of order changes nothing.
 * @param newest the incident that is open, else the last one that was resolved
 */
export function reconcileIncident(
  newest: IncidentSnapshot | null,
  streak: SubjectStreak,
  rules: IncidentRules,
  event: { now: Date; fingerprint: string | null },
): Reconciled {
  if (!streak.newest) return unchanged(newest);
  const isOpen = newest !== null && newest.state !== "RESOLVED";
  if (isOpen)
    return streak.failures > 0
      ? recordRepeatFailure(newest, streak, rules, event)
      : succeed(newest, streak, rules, event.now);
  if (streak.failures < rules.threshold || newest?.lastOutcomeId === streak.newest.id) return unchanged(newest);
  return openIncident(newest, streak, rules, event);
}

function openIncident(
  last: IncidentSnapshot | null,
  streak: SubjectStreak,
  rules: IncidentRules,
  { now, fingerprint }: { now: Date; fingerprint: string | null },
): Reconciled {
  const { failures, failedPartitions } = streak;
  const facts = { failures, failedPartitions, successes: 0, lastOutcomeId: streak.newest?.id ?? null, fingerprint };
  const recently = last?.resolvedAt && now.getTime() - last.resolvedAt.getTime() < rules.flapWindowMs;
  if (last?.notifiedAt && recently) {
    const incident = {
      ...last,
      ...facts,
      state: "OPEN",
      resolvedAt: null,
      reopened: last.reopened + 1,
      notifiedAt: now,
    } as const;
    return { change: "reopened", incident, notice: "reopened" };
  }
  const incident: IncidentSnapshot = {
    ...facts,
    state: "PENDING",
    openedAt: now,
    notifyAt: new Date(now.getTime() + rules.groupWaitMs),
    notifiedAt: null,
    resolvedAt: null,
    reopened: 0,
  };
  return { change: "created", incident, notice: null };
}

function recordRepeatFailure(
  incident: IncidentSnapshot,
  streak: SubjectStreak,
  rules: IncidentRules,
  { now, fingerprint }: { now: Date; fingerprint: string | null },
): Reconciled {
  const isSameOutcome = streak.newest?.id === incident.lastOutcomeId;
  const isSame = isSameOutcome && streak.failures === incident.failures;
  if (isSame && sameKeys(streak.failedPartitions, incident.failedPartitions)) return unchanged(incident);
  const next = {
    ...incident,
    failures: streak.failures,
    failedPartitions: streak.failedPartitions,
    successes: 0,
    lastOutcomeId: streak.newest?.id ?? null,
    fingerprint,
  };
  if (incident.state === "PENDING") return { change: "updated", incident: next, notice: null };

  const because = isSameOutcome ? undefined : reasonToRemind(incident, next, rules, now);
  if (!because) return { change: "updated", incident: next, notice: "edit" };
  return { change: "updated", incident: { ...next, state: "OPEN", notifiedAt: now }, notice: "reminder", because };
}

function reasonToRemind(
  before: IncidentSnapshot,
  after: IncidentSnapshot,
  rules: IncidentRules,
  now: Date,
): "changedError" | "milestone" | "renotify" | undefined {
  if (before.fingerprint !== after.fingerprint) return "changedError";
  if (before.state === "ACKNOWLEDGED") return undefined;
  if (passesMilestone(before.failures, after.failures)) return "milestone";
  const silentMs = before.notifiedAt ? now.getTime() - before.notifiedAt.getTime() : 0;
  return silentMs >= rules.renotifyMs ? "renotify" : undefined;
}

function succeed(incident: IncidentSnapshot, streak: SubjectStreak, rules: IncidentRules, now: Date): Reconciled {
  if (streak.newest?.id === incident.lastOutcomeId && streak.successes === incident.successes)
    return unchanged(incident);
  const { successes, failedPartitions } = streak;
  const next = { ...incident, successes, failedPartitions, lastOutcomeId: streak.newest?.id ?? null };
  const needed = isFlapping(incident) ? Math.max(FLAPPING_RECOVERY, rules.recoverAfter) : rules.recoverAfter;
  if (streak.successes < needed) return { change: "updated", incident: next, notice: null };

  const resolved = { ...next, state: "RESOLVED", resolvedAt: now, notifyAt: null } as const;
  return incident.state === "PENDING"
    ? { change: "discarded", incident: resolved, notice: null }
    : { change: "resolved", incident: resolved, notice: "recovered" };
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

const unchanged = (incident: IncidentSnapshot | null): Reconciled => ({ change: "none", incident, notice: null });

/** 5, 10, 25, 50, 100, 250, 500, … */
export function passesMilestone(before: number, after: number): boolean {
  for (let scale = 1; scale <= after; scale *= 10) {
    for (const step of [5, 10, 25]) {
      const milestone = step * scale;
      if (before < milestone && milestone <= after) return true;
    }
  }
  return false;
}
