import { createDb, sql } from "@millrace/db";
import { asOwner } from "@millrace/harness";
import { expect, test } from "../support/test";

const SECRET = "tr0ub4dor/and=three+horses";

const SOURCE = `import { asset, env, meta, resource } from "@millrace/sdk";
import { z } from "zod";

const api = resource({
  name: "api",
  config: z.object({ token: z.string() }),
  values: { token: env("API_TOKEN") },
  create: ({ config }) => config.token,
});

export const leaky = asset("leaky", { owners: ["team:ingest"], resources: { api } }, ({ resources, log, metadata }) => {
  const token = resources.api;
  const forms = {
    plain: token,
    base64: Buffer.from(token).toString("base64"),
    base64url: Buffer.from(token).toString("base64url"),
    basic: "Basic " + Buffer.from("api:" + token).toString("base64"),
    hex: Buffer.from(token).toString("hex"),
    url: "https://example.com/?token=" + encodeURIComponent(token),
    [token]: "as a name",
  };
  for (const [name, text] of Object.entries(forms)) {
    console.log(name, text);
    console.error(name, text);
    log.warn("leaks " + text, { [name]: text, nested: [{ text }] });
  }
  metadata({ ...forms, link: meta.url(forms.url), rows: meta.table([forms]), report: meta.markdown(token) });
  throw new Error("refused: " + Object.values(forms).join(" "), { cause: new Error(token) });
});
`;

/** The value and its reversible encodings. */
const FORMS = [
  SECRET,
  Buffer.from(SECRET).toString("base64").slice(0, 20),
  Buffer.from(`api:${SECRET}`).toString("base64").slice(8, 28),
  Buffer.from(SECRET).toString("hex"),
  encodeURIComponent(SECRET),
];

test("masks a leaked secret everywhere: in the database, in Slack, on pages, and in the CLI", async ({
  page,
  org,
  stack,
  signIn,
  cli,
  cliJson,
  project,
}) => {
  test.setTimeout(120_000);
  const place = project("leaks", { "src/definitions.ts": SOURCE });
  await cliJson(["push"], place);
  const refused = await cli(["materialize", "key:leaky"], place);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("Missing variables in production: API_TOKEN (read by api)");
  await cli(["env", "set", "API_TOKEN", "--stdin"], place, SECRET);

  await signIn(page);
  await page.goto(`/o/${org.organization}/production/alerts`);
  await page
    .getByRole("button", { name: /^Edit / })
    .first()
    .click();
  await page.getByLabel("Wait before notifying").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Policy saved")).toBeVisible();
  const run = await cli(["materialize", "key:leaky"], place);
  expect(run.code).not.toBe(0);
  const slack = async () => (await fetch(`${stack.slackUrl}/messages`)).text();
  await expect.poll(async () => (await slack()).includes(`/o/${org.organization}/`), { timeout: 20_000 }).toBe(true);

  await page.goto(`/o/${org.organization}/production/runs`);
  await page.getByRole("link", { name: /leaky/ }).first().click();
  await expect(page.getByText("Run failure", { exact: true })).toBeAttached();
  await expect(page.getByText(/\[secret\]/).first()).toBeVisible();

  const db = createDb({ url: asOwner(stack.databaseUrl) });
  const tables = await db.query<{ name: string; rows: string }>(sql`
    select "table_name" as "name", query_to_xml(format('select * from %I', "table_name"), true, false, '')::text as "rows"
    from information_schema.tables where "table_schema" = 'public' and "table_type" = 'BASE TABLE'
  `);
  await db.close();
  expect(tables.find((it) => it.name === "RunEvent")?.rows).toContain("[secret]");
  const everywhere = {
    ...Object.fromEntries(tables.map((it) => [`table ${it.name}`, it.rows])),
    slack: await slack(),
    page: await page.content(),
    terminal: run.stdout + run.stderr,
  };
  const leaks = Object.entries(everywhere).flatMap(([where, text]) =>
    FORMS.filter((form) => text.includes(form)).map((form) => `${where}: ${form}`),
  );
  expect(leaks).toEqual([]);
});
