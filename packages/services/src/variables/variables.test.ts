import { randomBytes } from "node:crypto";
import { newId } from "@millrace/core";
import { createDb, createDefinitionStore, createLocationStores, type Db } from "@millrace/db";
import { createTestDatabase, seedOrganization, type TestDatabase } from "@millrace/harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSecretBox } from "./secret-box";
import { openVariables, variableUseCases } from "./variables";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

describe("a secret box", () => {
  test("opens what it sealed, only for what it was sealed to, and still after a key is rotated", () => {
    const old = key("k1");
    const sealed = createSecretBox(old).seal("s3cret", "org_a|PG_URL");
    const rotated = createSecretBox(`${key("k2")},${old}`);
    expect(rotated.open(sealed, "org_a|PG_URL")).toBe("s3cret");
    expect(() => rotated.open(sealed, "org_b|PG_URL")).toThrow();
    expect(rotated.seal("x", "a").keyId).toBe("k2");
    expect(Buffer.from(sealed.ciphertext).toString("latin1")).not.toContain("s3cret");
  });

  test("refuses a key that is too short, saying how to make one", () => {
    expect(() => createSecretBox("k1:c2hvcnQ=")).toThrow("openssl rand -base64 32");
  });
});

describe("variables", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = createDb({ url: database.url });
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  test("are set, replaced, listed without secrets, delivered to their location only, and audited without values", async () => {
    const { orgId, deploymentId, locationId, location } = await seedOrganization(db);
    const scope = { orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } } as const;
    const deps = {
      variables: createLocationStores(db).variables,
      definitions: createDefinitionStore(db),
      secretBox: createSecretBox(key("k1")),
    };
    const variables = variableUseCases(deps);
    const everywhere = { deployment: { id: deploymentId, name: "production" } };
    const here = { ...everywhere, location: { id: locationId, name: location } };

    await variables.set(scope, everywhere, { name: "PG_URL", value: "pg://shared", isSecret: true });
    await variables.set(scope, everywhere, { name: "REGION", value: "eu", isSecret: false });
    await variables.set(scope, everywhere, { name: "REGION", value: "us", isSecret: false });
    await variables.set(scope, here, { name: "PG_URL", value: "pg://own", isSecret: true });

    expect(
      (await variables.list(scope, here)).map(({ name, value, locationId }) => ({ name, value, locationId })),
    ).toEqual([
      { name: "PG_URL", value: null, locationId },
      { name: "PG_URL", value: null, locationId: null },
      { name: "REGION", value: "us", locationId: null },
    ]);
    expect(await openVariables(deps)(orgId, deploymentId, locationId)).toEqual({
      values: { PG_URL: "pg://own", REGION: "us" },
      secrets: ["pg://own"],
    });
    const other = await openVariables(deps)(orgId, deploymentId, newId("location"));
    expect(other.values.PG_URL).toBe("pg://shared");

    await variables.remove(scope, here, "PG_URL");
    await expect(variables.remove(scope, here, "PG_URL")).rejects.toMatchObject({ code: "variable_not_found" });
    const audit = await db.prisma.auditEntry.findMany({ where: { orgId } });
    expect(audit).toHaveLength(5);
    expect(JSON.stringify(audit)).not.toContain("pg://");
  });

  test("that active code reads and no one has set are listed with who reads them", async () => {
    const env = [
      { name: "TOKEN", type: "string", optional: false, usedBy: ["orders"] },
      { name: "REGION", type: "string", optional: true, usedBy: ["orders"] },
    ];
    const { orgId, deploymentId, location } = await seedOrganization(db, { manifest: { env } });
    const scope = { orgId, actor: { kind: "user", id: "usr_1", name: "Ada" } } as const;
    const variables = variableUseCases({
      variables: createLocationStores(db).variables,
      definitions: createDefinitionStore(db),
      secretBox: createSecretBox(key("k1")),
    });
    const deployment = { id: deploymentId, name: "production" };
    expect(await variables.missing(scope, deployment)).toEqual([
      { name: "TOKEN", type: "string", location, usedBy: ["orders"] },
    ]);
    await variables.set(scope, { deployment }, { name: "TOKEN", value: "x", isSecret: true });
    expect(await variables.missing(scope, deployment)).toEqual([]);
  });
});
