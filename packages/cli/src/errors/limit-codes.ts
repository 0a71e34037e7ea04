/** Codes of limits of a bundle: the author has to make it smaller. */
export const isLimit = (code: string): boolean => /^(bundle_(too_|unpacked_too_)|manifest_too_)/.test(code);
