export { bytesText } from "./bytes-text";
export { didYouMean, didYouMeanText } from "./did-you-mean";
export * from "./errors";
export { globMatcher } from "./glob";
export * from "./ids";
export * from "./limits";
export { isOutage } from "./outage";
export { decodeCursor, encodeCursor, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, type Page, PageInput, toPage } from "./page";
export { DEFAULT_QUOTAS, Quotas, SANDBOX_MIN } from "./quotas";
