/** Returns true for codes of bundle limits, which the author has to stay within. */
export const isLimit = (code: string): boolean => /^(bundle_(too_|unpacked_too_)|manifest_too_)/.test(code);
