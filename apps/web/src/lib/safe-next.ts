/** Where to go after signing in: a path of this site, never another site. */
export function safeNext(value: string | null | undefined): string {
  return value && /^\/(?![/\\])/.test(value) ? value : "/";
}
