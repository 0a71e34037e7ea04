import { expect, test } from "vitest";
import { groupByOwner, isEmailOwner, resolveOwners, teamOfOwner } from "./owners";

const all = {
  own: ["team:own"],
  runTags: { "millrace/owner": "team:tag, a@b.example" },
  jobOwners: ["team:job"],
  locationTeam: "location",
  deploymentDefault: "team:deployment",
  organizationDefault: "team:organization",
};

test("the first source that names an owner decides", () => {
  expect(resolveOwners(all)).toEqual(["team:own"]);
  expect(resolveOwners({ ...all, own: [] })).toEqual(["team:tag", "a@b.example"]);
  expect(resolveOwners({ ...all, own: [], runTags: {} })).toEqual(["team:job"]);
  expect(resolveOwners({ ...all, own: [], runTags: {}, jobOwners: [] })).toEqual(["team:location"]);
  const unowned = { ...all, own: [], runTags: {}, jobOwners: [], locationTeam: null };
  expect(resolveOwners(unowned)).toEqual(["team:deployment"]);
  expect(resolveOwners({ ...unowned, deploymentDefault: null })).toEqual(["team:organization"]);
  expect(resolveOwners({ ...unowned, deploymentDefault: null, organizationDefault: null })).toEqual(["default"]);
});

test("each owner gets only its own steps", () => {
  const steps = [
    { key: "a", owners: ["team:x", "team:y"] },
    { key: "b", owners: ["team:x"] },
  ];
  const groups = groupByOwner(steps, (step) => step.owners);
  expect([...groups].map(([owner, own]) => [owner, own.map((step) => step.key)])).toEqual([
    ["team:x", ["a", "b"]],
    ["team:y", ["a"]],
  ]);
});

test("an owner is a team or an address", () => {
  expect(teamOfOwner("team:growth")).toBe("growth");
  expect(teamOfOwner("a@b.example")).toBeUndefined();
  expect(isEmailOwner("a@b.example")).toBe(true);
  expect(isEmailOwner("team:growth")).toBe(false);
});
