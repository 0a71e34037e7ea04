export type ScopeParams = Promise<{ org: string; deployment: string }>;

/** The decoded organization and deployment of a page's URL, the input of every deployment-scoped query. */
export async function pageScope(params: ScopeParams): Promise<{ org: string; deployment: string }> {
  const { org, deployment } = await params;
  return { org: decodeURIComponent(org), deployment: decodeURIComponent(deployment) };
}
