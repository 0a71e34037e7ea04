import { expect, test } from "vitest";
import type { AuditRecord } from "./audit";
import { auditExportHead, auditExportLine } from "./audit-export";

const entry: AuditRecord = {
  id: "aud_1",
  at: new Date("2026-01-31T12:00:00Z"),
  actorKind: "user",
  actorId: "usr_1",
  actorName: '=HYPERLINK("http://evil")',
  action: "team.renamed",
  target: "data",
  details: { name: 'Data, "raw"' },
  ip: null,
  requestId: null,
  prevHash: null,
  hash: "ab",
};

test("writes an entry as a line of JSON with its hashes", () => {
  expect(auditExportHead("jsonl")).toBe("");
  const line = auditExportLine("jsonl", entry);
  expect(line.endsWith("\n")).toBe(true);
  expect(JSON.parse(line)).toEqual({ ...entry, at: "2026-01-31T12:00:00.000Z" });
});

test("writes an entry as a line of CSV, quoted, with formulas made inert", () => {
  expect(auditExportHead("csv")).toBe(
    "id,at,actorKind,actorId,actorName,action,target,details,ip,requestId,prevHash,hash\r\n",
  );
  expect(auditExportLine("csv", entry)).toBe(
    `aud_1,2026-01-31T12:00:00.000Z,user,usr_1,"'=HYPERLINK(""http://evil"")",team.renamed,data,` +
      `"{""name"":""Data, \\""raw\\""""}",,,,ab\r\n`,
  );
});
