import { z } from "zod";
import { INCIDENT_KINDS, SUBJECT_KINDS } from "../records";
import { Severity } from "../severity";

const Time = z.iso.datetime();

/** The state of an incident, or of several that share a message. Text is plain, redacted, and bounded. */
export const IncidentSummary = z
  .object({
    id: z.string(),
    url: z.string(),
    /** Null if there is no run to link to. */
    runUrl: z.string().nullable(),
    kind: z.enum(INCIDENT_KINDS),
    severity: Severity,
    deployment: z.string(),
    owner: z.string(),
    /** The first subjects that share the message, open ones first. */
    subjects: z
      .array(z.object({ kind: z.enum(SUBJECT_KINDS), name: z.string(), isResolved: z.boolean() }).readonly())
      .readonly(),
    moreSubjects: z.int(),
    failures: z.int(),
    /** Partitions that are failing. Messages of older versions don't have it. */
    failedPartitions: z.int().default(0),
    reopened: z.int(),
    openedAt: Time,
    /** Null until everything in the message has recovered. */
    resolvedAt: Time.nullable(),
    /** The person who resolved it; null if successes did. */
    resolvedBy: z.string().nullable(),
    /** The first failed steps of this owner. */
    steps: z.array(z.object({ key: z.string(), error: z.string().nullable() }).readonly()).readonly(),
    moreSteps: z.int(),
    /** The first failed step's error, else the run's. */
    error: z.object({ name: z.string().nullable(), message: z.string() }).readonly().nullable(),
    failureReason: z.string().nullable(),
    /** Tags of the run as text, without those whose name looks secret. */
    tags: z.array(z.string()).readonly(),
    lastSuccessAt: Time.nullable(),
    commit: z.string().nullable(),
    /** Other owners who were notified of steps of the same run. */
    alsoNotified: z.array(z.string()).readonly(),
    moreNotified: z.int(),
    /** Problems on the way to this destination, such as an owner that isn't a team. */
    warnings: z.array(z.string()).readonly(),
  })
  .readonly();
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const INCIDENT_NOTICES = ["opened", "edit", "reminder", "recovered", "reopened"] as const;
export const REMINDER_REASONS = ["changedError", "milestone", "renotify"] as const;

/** A change of an incident as data. Each channel renders it in its own form when it sends it. */
export const IncidentMessage = z
  .object({
    type: z.literal("incident"),
    notice: z.enum(INCIDENT_NOTICES),
    /** Why a reminder is sent. */
    because: z.enum(REMINDER_REASONS).nullable(),
    incident: IncidentSummary,
    /** Why the message went to this destination, if not to the owner's. */
    note: z.string().nullable(),
  })
  .readonly();
export type IncidentMessage = z.infer<typeof IncidentMessage>;

/** A message that only shows that messages arrive. */
const TestMessage = z.object({ type: z.literal("test"), team: z.string(), by: z.string(), url: z.string() }).readonly();
export type TestMessage = z.infer<typeof TestMessage>;

/** A message of which only the text is known. */
const TextMessage = z.object({ type: z.literal("text"), text: z.string() }).readonly();

/** A message as it is stored with a delivery. */
export const AlertMessage = z.discriminatedUnion("type", [
  IncidentMessage.unwrap(),
  TestMessage.unwrap(),
  TextMessage.unwrap(),
]);
export type AlertMessage = IncidentMessage | TestMessage | z.infer<typeof TextMessage>;

/** Returns a stored message; of one that an older version stored, only its text. */
export function readAlertMessage(stored: unknown): AlertMessage {
  const parsed = AlertMessage.safeParse(stored);
  if (parsed.success) return parsed.data;
  const text = typeof stored === "object" && stored !== null && "text" in stored ? stored.text : undefined;
  return { type: "text", text: typeof text === "string" ? text : "This message can't be shown." };
}
