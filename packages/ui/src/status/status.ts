import {
  Ban,
  BellOff,
  Check,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleHelp,
  CircleSlash,
  CircleX,
  Eye,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
  RotateCw,
  SkipForward,
  TextAlignStart,
  TriangleAlert,
} from "lucide-react";
import type { Tone } from "./badge";

export type StatusLook = { label: string; tone: Tone; icon: LucideIcon; spin?: boolean };

/** Text, icon, and tone of every status. Icons differ where meanings differ. */
const LOOKS = {
  QUEUED: { label: "Queued", tone: "neutral", icon: Hourglass },
  STARTING: { label: "Starting", tone: "info", icon: CircleDashed, spin: true },
  STARTED: { label: "Running", tone: "info", icon: LoaderCircle, spin: true },
  CANCELING: { label: "Canceling", tone: "warning", icon: Ban },
  STEP_STARTED: { label: "Started", tone: "info", icon: CircleDot },
  SUCCESS: { label: "Succeeded", tone: "success", icon: CircleCheck },
  FAILURE: { label: "Failed", tone: "danger", icon: CircleX },
  CANCELED: { label: "Canceled", tone: "neutral", icon: CircleSlash },
  PENDING: { label: "Pending", tone: "neutral", icon: CircleDashed },
  RUNNING: { label: "Running", tone: "info", icon: LoaderCircle, spin: true },
  SKIPPED: { label: "Skipped", tone: "neutral", icon: SkipForward },
  RETRYING: { label: "Retrying", tone: "warning", icon: RotateCw },
  MATERIALIZED: { label: "Materialized", tone: "success", icon: CircleCheck },
  NOT_MATERIALIZED: { label: "Never materialized", tone: "neutral", icon: CircleDashed },
  STALE: { label: "Stale", tone: "warning", icon: TriangleAlert },
  PASS: { label: "Passed", tone: "success", icon: Check },
  WARN: { label: "Warning", tone: "warning", icon: TriangleAlert },
  FAIL: { label: "Failed", tone: "danger", icon: CircleX },
  LOG: { label: "Log", tone: "neutral", icon: TextAlignStart },
  UNKNOWN: { label: "Unknown", tone: "neutral", icon: CircleHelp },
  HEALTHY: { label: "Healthy", tone: "success", icon: CircleCheck },
  DEGRADED: { label: "Degraded", tone: "danger", icon: OctagonAlert },
  READY: { label: "Ready", tone: "success", icon: CircleCheck },
  ACTIVE: { label: "Active", tone: "success", icon: CircleDot },
  UPLOADED: { label: "Uploaded", tone: "neutral", icon: CircleDashed },
  LOADING: { label: "Loading", tone: "info", icon: LoaderCircle, spin: true },
  FAILED: { label: "Failed to load", tone: "danger", icon: CircleX },
  OPEN: { label: "Open", tone: "danger", icon: OctagonAlert },
  ACKNOWLEDGED: { label: "Acknowledged", tone: "warning", icon: Eye },
  RESOLVED: { label: "Resolved", tone: "success", icon: CircleCheck },
  SENT: { label: "Sent", tone: "success", icon: Check },
  DELIVERED: { label: "Delivered", tone: "success", icon: Check },
  PREVIEW: { label: "Preview only", tone: "neutral", icon: Eye },
  SENDING: { label: "Sending", tone: "info", icon: LoaderCircle, spin: true },
  UNDELIVERED: { label: "Not delivered", tone: "danger", icon: CircleX },
  SILENCED: { label: "Silenced", tone: "neutral", icon: BellOff },
  EXPIRED: { label: "Expired", tone: "neutral", icon: CircleSlash },
  REVOKED: { label: "Revoked", tone: "neutral", icon: Ban },
} as const satisfies Record<string, StatusLook>;

export type Status = keyof typeof LOOKS;

/** Returns the appearance of a status. An unknown one is shown by its own name. */
export function statusLook(status: string): StatusLook {
  const known = (LOOKS as Record<string, StatusLook>)[status.toUpperCase()];
  return known ?? { label: status, tone: "neutral", icon: CircleHelp };
}
