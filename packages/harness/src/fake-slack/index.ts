export { validateMessage } from "./block-limits";
export type { Fault } from "./faults";
export { signedHeaders } from "./signed-request";
export { type FakeSlack, startFakeSlack } from "./start-fake-slack";
export type { FakeChannel, FakeMessage, RecordedCall } from "./workspace";
