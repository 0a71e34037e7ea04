const REDACTED = "‹redacted›";

/**
 * Shapes of secrets that errors are known to carry: whole values, or the value behind a name that suggests a secret. The text is a
 * tenant's: no shape may begin in many places and look far from each.
 */
const SECRET_VALUES = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\bmr_(?:pat|svc)_\w+/g,
  /\bxox[abeoprs]-[\w-]+/g,
  /\bwhsec_[\w+/=-]+/g,
  /\bgh[oprsu]_\w{16,}/g,
  /\bgithub_pat_\w+/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bsk[-_](?:live|test|proj|ant)?[-_]?\w[\w-]{16,}/g,
  /\beyJ[\w-]{8,1000}\.[\w-]{8,}\.[\w-]*/g,
];
const URL_CREDENTIALS = /([a-z0-9+.-]:\/\/)[^\s/:@]*:[^\s/@]+@/gi;
const AUTHORIZATION = /\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi;
const NAMED =
  /((?:\b|_)(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^\s,;&)}\]]+)/gi;

/** True for a key whose value is not shown. */
export const looksSecret = (key: string): boolean =>
  /pass(word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private|credential|auth/i.test(key);

/** Replaces what looks like a secret. */
export function redactSecrets(text: string): string {
  const withoutValues = SECRET_VALUES.reduce((all, shape) => all.replace(shape, REDACTED), text);
  return withoutValues
    .replace(URL_CREDENTIALS, `$1${REDACTED}@`)
    .replace(AUTHORIZATION, `$1 ${REDACTED}`)
    .replace(NAMED, `$1${REDACTED}`);
}
