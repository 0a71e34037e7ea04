import { describe, expect, test } from "vitest";
import { unreachable } from "../../test/unreachable";
import { openApiDocument } from "./openapi";
import { createRestRoutes } from "./root";

type Operation = {
  readonly description: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly "x-permission"?: string;
  readonly "x-permission-scope"?: string;
};

const { paths } = openApiDocument(createRestRoutes(unreachable())) as unknown as {
  paths: Record<string, Record<string, Operation>>;
};
const RUNS = "/orgs/{org}/deployments/{deployment}/runs";
const STATE = "/orgs/{org}/deployments/{deployment}/assets/{asset}/state";

describe("the document names the permission that is enforced", () => {
  test.each([
    ["post", RUNS, "run:launch", "code location of the launched job or assets"],
    ["post", `${RUNS}/{runId}/cancel`, "run:cancel", "code location of the run"],
    ["post", `${RUNS}/{runId}/rerun`, "run:launch", "code location of the run"],
    ["put", STATE, "asset:state", "code location of the asset"],
    ["delete", `${STATE}/partitions/{partition}`, "asset:state", "code location of the asset"],
    [
      "patch",
      "/orgs/{org}/deployments/{deployment}/partition-sets/{set}",
      "partition:manage",
      "deployment, or a code location that uses the partition set",
    ],
    ["get", RUNS, "run:read", "deployment"],
  ])("%s %s requires %s", (method, path, permission, scope) => {
    const operation = paths[path]?.[method];
    expect(operation).toMatchObject({
      security: [{ token: [permission] }],
      "x-permission": permission,
      "x-permission-scope": scope,
    });
    expect(operation?.description).toContain(`\`${permission}\``);
  });

  test("a renamed route appears under its new path only", () => {
    expect(Object.keys(paths).filter((path) => path.endsWith("/retry"))).toEqual([]);
  });

  test("a route that needs only a valid token names no permission", () => {
    expect(paths["/whoami"]?.get).toMatchObject({ security: [{ token: [] }], description: "Requires a valid token." });
  });
});
