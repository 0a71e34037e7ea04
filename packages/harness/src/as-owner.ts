/**
 * Returns the URL of a database for fixtures, measurements, and looks at the result: what `createDb` runs outside of a
 * scope runs as the user of the URL, who sees and changes every organization's rows.
 */
export function asOwner(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c role=none");
  return url.href;
}
