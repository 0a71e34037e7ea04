import { expect, test } from "vitest";
import { alertThreshold, muteReason } from "./conditions";

const sources = (tags: Record<string, string>, job = {}, step = {}) => ({ runTags: tags, job, step });

test("the run's tag beats the job's threshold, which beats the asset's, which beats the policy's", () => {
  expect(alertThreshold(sources({ "millrace/alerts_after": "2" }, { after: 3 }, { after: 4 }), 1)).toBe(2);
  expect(alertThreshold(sources({}, { after: 3 }, { after: 4 }), 1)).toBe(3);
  expect(alertThreshold(sources({}, {}, { after: 4 }), 1)).toBe(4);
  expect(alertThreshold(sources({}), 1)).toBe(1);
});

test.each(["0", "-1", "soon", "", "1.5"])("a threshold of %j in a tag is none", (value) => {
  expect(alertThreshold(sources({ "millrace/alerts_after": value }), 1)).toBe(1);
});

test.each(["true", "1", "yes", "YES"])("the tag alerts_disabled=%s mutes", (value) => {
  expect(muteReason(sources({ "millrace/alerts_disabled": value }))).toContain("alerts_disabled");
});

test.each(["false", "0", "no", "", "off"])("the tag alerts_disabled=%s does not mute", (value) => {
  expect(muteReason(sources({ "millrace/alerts_disabled": value }))).toBeNull();
});

test("a job or an asset can mute itself", () => {
  expect(muteReason(sources({}, { disabled: true }))).toContain("job");
  expect(muteReason(sources({}, {}, { disabled: true }))).toContain("asset");
});
