/** The site that passkeys belong to: the dashboard's address, and its host name. */
export function relyingParty(publicUrl: string): { readonly origin: string; readonly id: string } {
  const { origin, hostname } = new URL(publicUrl);
  return { origin, id: hostname };
}
