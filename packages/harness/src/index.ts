export { asOwner } from "./as-owner";
export { type IdentityFixture, openIdentity, type TestMember } from "./identity";
export { type S3Server, startS3Server } from "./s3-server";
export { type SampleOptions, sampleInput, sampleInputs } from "./sample-input";
export { newRun, planStep, type SeededOrganization, seedBundle, seedOrganization } from "./seed";
export { TestClock } from "./test-clock";
export { createTestDatabase, type TestDatabase } from "./test-database";
export { type TestRedis, testRedis } from "./test-redis";
export { withoutOrganizationFilters } from "./without-organization-filters";
