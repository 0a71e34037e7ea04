import { createQueueStore } from "@millrace/db";
import { jobsSource, largeSources, longJobsSource } from "../projects/sources";
import { writeProject } from "../projects/write-project";
import { type Platform, ROOT } from "./open-platform";
import { type BenchOrganization, createOrganization } from "./organization";

const ORGANIZATIONS = 4;
const LIBRARY_BYTES = 1024 * 1024;

export type Prepared = {
  /** Organizations with the small bundle of jobs. */
  readonly jobs: readonly [BenchOrganization, ...BenchOrganization[]];
  /** An organization with a bundle of 1 MB. */
  readonly large: BenchOrganization;
  /** An organization with a job of 1,000 steps. */
  readonly long: BenchOrganization;
  readonly launcher: string;
};

/** Creates the organizations and pushes their code. Requires a running daemon and worker. */
export async function prepareOrganizations(platform: Platform): Promise<Prepared> {
  const project = { root: ROOT, dir: platform.dir };
  const jobsDir = writeProject({ ...project, name: "jobs" }, { "src/jobs.ts": jobsSource });
  const largeDir = writeProject({ ...project, name: "large" }, largeSources(LIBRARY_BYTES));

  const longDir = writeProject({ ...project, name: "long" }, { "src/jobs.ts": longJobsSource });

  const push = async (slug: string, projectDir: string) => {
    const organization = await createOrganization(platform, slug);
    await organization.serve(slug, await organization.upload(projectDir));
    return organization;
  };
  const large = await push("bench-large", largeDir);
  const long = await push("bench-long", longDir);
  const first = await push("bench-1", jobsDir);
  const others: BenchOrganization[] = [];
  for (let n = 2; n <= ORGANIZATIONS; n++) others.push(await push(`bench-${n}`, jobsDir));

  const [worker] = await createQueueStore(platform.db).unscopedListWorkers();
  return { jobs: [first, ...others], large, long, launcher: worker?.launcher ?? "unknown" };
}
