import { ownValue } from "@millrace/core";
import { type AdmissionInput, findBlockingLimits, type InProgressRun } from "@millrace/core/admission";

/** How full one limit is. Negative limits are unlimited, 0 is a pause. */
export type LimitUsage = {
  readonly kind: string;
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  /** Queued runs that it holds back. */
  readonly waiting: number;
};

/** Every limit of a deployment with what is in use of it, widest first. */
export function limitUsage(picture: AdmissionInput, deploymentId: string): readonly LimitUsage[] {
  const spec = picture.deployments.find((it) => it.id === deploymentId);
  const organization = picture.organizations.find((it) => it.id === spec?.organizationId);
  if (!spec || !organization) return [];
  const own = picture.inProgress.filter((run) => run.deploymentId === deploymentId);
  const count = (matches: (run: InProgressRun) => boolean) => own.filter(matches).length;
  const slots = (picture.poolSlots ?? []).filter((slot) => slot.deploymentId === deploymentId);

  const rows: Omit<LimitUsage, "waiting">[] = [
    {
      kind: "organization",
      name: organization.id,
      used: picture.inProgress.length,
      limit: organization.concurrentRunsMax,
    },
    { kind: "deployment", name: spec.id, used: own.length, limit: spec.concurrentRunsMax },
    ...(spec.locationLimits ?? []).map(({ location, limit }) => ({
      kind: "location",
      name: location,
      limit,
      used: count((run) => run.location === location),
    })),
    ...(spec.jobLimits ?? []).map(({ location, job, limit }) => ({
      kind: "job",
      name: `${location}/${job}`,
      limit,
      used: count((run) => run.location === location && run.job === job),
    })),
    ...(spec.tagLimits ?? []).flatMap(({ key, value, limit, applyLimitPerUniqueValue }) => {
      if (value !== undefined)
        return [
          { kind: "tag", name: `${key}=${value}`, limit, used: count((run) => ownValue(run.tags, key) === value) },
        ];
      const values = own.flatMap((run) => ownValue(run.tags, key) ?? []);
      if (!applyLimitPerUniqueValue) return [{ kind: "tag", name: key, limit, used: values.length }];
      return [...new Set(values)].map((each) => ({
        kind: "tag",
        name: `${key}=${each}`,
        limit,
        used: values.filter((it) => it === each).length,
      }));
    }),
    ...(spec.pools ?? []).map(({ name, limit, granularity }) => ({
      kind: "pool",
      name,
      limit,
      used:
        granularity === "run"
          ? count((run) => run.pools?.includes(name) ?? false)
          : slots.filter((it) => it.pool === name).length,
    })),
  ];
  const waiting = new Map<string, number>();
  for (const run of findBlockingLimits(picture)) {
    for (const { kind, name } of run.limits) waiting.set(`${kind} ${name}`, (waiting.get(`${kind} ${name}`) ?? 0) + 1);
  }
  return rows.map((row) => ({ ...row, waiting: waiting.get(`${row.kind} ${row.name}`) ?? 0 }));
}
