import { parseCrons } from "../../cron/ticks";
import { assertTimeZoneName } from "../../cron/time-zone-name";
import { checkFreshness } from "../../freshness/check-freshness";
import type { AssetManifest, Manifest } from "../manifest";
import type { ManifestProblem } from "../problem";
import { attempt } from "./attempt";

/** Crons that cannot be read or never occur, time zones that do not exist, and invalid freshness policies. */
export function badTimes(manifest: Manifest): ManifestProblem[] {
  const schedules = manifest.schedules.flatMap((schedule) => {
    const who = `schedule "${schedule.name}"`;
    return [
      ...attempt("cron_invalid", who, schedule, () => parseCrons(schedule.crons)),
      ...attempt("time_zone_invalid", who, schedule, () => assertTimeZoneName(schedule.timeZone)),
    ];
  });
  const assets = manifest.assets.flatMap((asset) => {
    const who = `asset "${asset.key}"`;
    const times = timesOf(asset).flatMap(({ cron, zone }) => [
      ...attempt("cron_invalid", who, asset, () => parseCrons([cron])),
      ...attempt("time_zone_invalid", who, asset, () => assertTimeZoneName(zone)),
    ]);
    const { freshness } = asset;
    if (!freshness || times.length > 0) return times;
    return attempt("freshness_invalid", who, asset, () => checkFreshness(freshness));
  });
  return [...schedules, ...assets];
}

function timesOf({ freshness, automation }: AssetManifest): { cron: string; zone: string }[] {
  return [
    ...(freshness && "deadline" in freshness ? [{ cron: freshness.deadline, zone: freshness.timeZone }] : []),
    ...(automation && "kind" in automation && automation.kind === "onCron"
      ? [{ cron: String(automation.cron), zone: String(automation.timeZone ?? "UTC") }]
      : []),
  ];
}
