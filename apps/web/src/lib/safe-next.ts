/** Any origin serves to tell whether an address stays where it is. */
const BASE_URL = "https://here.invalid";

/**
 * Where to go after signing in: a path of this site, never another site. The path is what a browser makes of the text: it
 * drops tabs and line ends and takes `\\` for `/`, so that what looks like a path may name a host.
 */
export function safeNext(value: string | null | undefined): string {
  if (!value?.startsWith("/") || !URL.canParse(value, BASE_URL)) return "/";
  const { origin, pathname, search, hash } = new URL(value, BASE_URL);
  return origin === BASE_URL && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
