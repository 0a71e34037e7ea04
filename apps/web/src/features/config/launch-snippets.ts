/** A launch to express as a snippet. */
export type LaunchRequest = {
  readonly target: { readonly job: string } | { readonly select: string };
  readonly config: unknown;
  readonly partitions: string;
  readonly runPerPartition: boolean;
  readonly tags: Readonly<Record<string, string>>;
};

export type LaunchPlace = { readonly origin: string; readonly org: string; readonly deployment: string };

/** The selection expression for a list of assets. */
export const selectionOf = (keys: readonly string[]): string =>
  keys.map((key) => `key:${/^\w[\w/]*$/.test(key) ? key : JSON.stringify(key)}`).join(" or ");

/** The launch as a CLI command. */
export function asCommand(
  { target, config, partitions, runPerPartition, tags }: LaunchRequest,
  { deployment }: LaunchPlace,
): string {
  const what = "job" in target ? `job run ${quoted(target.job)}` : `materialize ${quoted(target.select)}`;
  const parts = [
    `millrace ${what}`,
    `--deployment ${quoted(deployment)}`,
    ...(partitions.trim() ? [`--partition ${quoted(partitions.trim())}`] : []),
    ...(partitions.trim() && runPerPartition ? ["--run-per-partition"] : []),
    ...Object.entries(tags).map(([key, value]) => `--tag ${quoted(`${key}=${value}`)}`),
    ...(config === undefined ? [] : ["--config -"]),
  ];
  const command = parts.join(" \\\n  ");
  return config === undefined ? command : `${command} <<'JSON'\n${JSON.stringify(config, null, 2)}\nJSON`;
}

/** The launch as a REST request. */
export function asCurl(request: LaunchRequest, place: LaunchPlace): string {
  return [
    `curl --fail-with-body ${quoted(urlOf(place))}`,
    `-H "Authorization: Bearer $MILLRACE_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify(bodyOf(request), null, 2))}`,
  ].join(" \\\n  ");
}

/** The launch as TypeScript. */
export function asTypeScript(request: LaunchRequest, place: LaunchPlace): string {
  const body = JSON.stringify(bodyOf(request), null, 2).replaceAll("\n", "\n  ");
  return `const response = await fetch(${JSON.stringify(urlOf(place))}, {
  method: "POST",
  headers: {
    authorization: \`Bearer \${process.env.MILLRACE_TOKEN}\`,
    "content-type": "application/json",
  },
  body: JSON.stringify(${body}),
});
if (!response.ok) throw new Error((await response.json()).detail);
const { id } = await response.json();`;
}

const urlOf = ({ origin, org, deployment }: LaunchPlace): string =>
  `${origin}/api/v1/orgs/${encodeURIComponent(org)}/deployments/${encodeURIComponent(deployment)}/runs`;

const bodyOf = ({ target, config, partitions, runPerPartition, tags }: LaunchRequest) => ({
  ...target,
  ...(config === undefined ? {} : { config }),
  ...(partitions.trim() ? { partitions: partitions.trim() } : {}),
  ...(partitions.trim() && runPerPartition ? { runPerPartition } : {}),
  ...(Object.keys(tags).length > 0 ? { tags } : {}),
});

/** Quotes a word for a POSIX shell. */
const quoted = (text: string): string => (/^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
