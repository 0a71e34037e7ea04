const part = encodeURIComponent;
const deploymentBase = (org: string, deployment: string) => `/o/${part(org)}/${part(deployment)}`;

/** Asset keys keep their slashes: each part is a path segment. */
export const assetPath = (key: string) => key.split("/").map(part).join("/");

/** URLs of a deployment's pages. Slack and the CLI build the same ones. */
export function deploymentPaths(org: string, deployment: string) {
  const base = deploymentBase(org, deployment);
  return {
    overview: `${base}/overview`,
    runs: `${base}/runs`,
    run: (id: string) => `${base}/runs/${part(id)}`,
    assets: `${base}/assets`,
    asset: (key: string) => `${base}/assets/${assetPath(key)}`,
    partitionSets: `${base}/partitions`,
    partitionSet: (name: string) => `${base}/partitions?set=${part(name)}`,
    lineage: `${base}/lineage`,
    jobs: `${base}/jobs`,
    job: (location: string, job: string) => `${base}/jobs/${part(location)}/${part(job)}`,
    automation: `${base}/automation`,
    code: `${base}/code`,
    location: (name: string) => `${base}/code/${part(name)}`,
    incidents: `${base}/incidents`,
    incident: (id: string) => `${base}/incidents?incident=${part(id)}`,
    alerts: `${base}/alerts`,
    queues: `${base}/queues`,
  };
}

export const settingsPages = [
  "general",
  "members",
  "teams",
  "tokens",
  "deployments",
  "variables",
  "slack",
  "audit",
] as const;

export function organizationPaths(org: string) {
  const base = `/o/${part(org)}`;
  return {
    home: base,
    onboarding: `${base}/onboarding`,
    settings: (page: (typeof settingsPages)[number]) => `${base}/settings/${page}`,
    team: (slug: string) => `${base}/settings/teams/${part(slug)}`,
  };
}
