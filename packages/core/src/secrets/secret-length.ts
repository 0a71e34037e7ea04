/** Shorter values aren't masked: they would make ordinary text unreadable, as `true` or `5432` do. */
export const SECRET_CHARS_MIN = 8;

/** Returns a warning about a secret that is too short to be masked. Undefined for any other. */
export const shortSecretWarning = (name: string, value: string): string | undefined =>
  value.length >= SECRET_CHARS_MIN
    ? undefined
    : `${name} isn't masked in logs: secrets need at least ${SECRET_CHARS_MIN} characters for that (secretCharsMin).`;
