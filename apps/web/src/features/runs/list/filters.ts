import { RUN_STATUSES, RUN_TRIGGERS } from "@millrace/core/run";
import { parseAsArrayOf, parseAsIsoDateTime, parseAsString, parseAsStringLiteral } from "nuqs";

/** URL filters of the runs page. Slack and the CLI build the same ones. */
export const runFilterParsers = {
  status: parseAsArrayOf(parseAsStringLiteral(RUN_STATUSES)).withDefault([]),
  job: parseAsString.withDefault(""),
  asset: parseAsString.withDefault(""),
  location: parseAsString.withDefault(""),
  trigger: parseAsArrayOf(parseAsStringLiteral(RUN_TRIGGERS)).withDefault([]),
  tag: parseAsString.withDefault(""),
  by: parseAsString.withDefault(""),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
};

export const TRIGGER_LABELS: Record<(typeof RUN_TRIGGERS)[number], string> = {
  manual: "Manual",
  api: "API",
  schedule: "Schedule",
  sensor: "Sensor",
  backfill: "Backfill",
  retry: "Retry",
  rerun: "Re-run",
};
