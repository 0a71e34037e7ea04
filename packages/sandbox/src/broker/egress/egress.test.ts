import { createServer, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { addressRanges } from "./addresses";
import { parseAllowList } from "./allow-list";
import { egress } from "./dial";

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

async function listenLocally(answer: string): Promise<number> {
  const server = createServer((socket) => socket.end(answer));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as { port: number }).port;
}

describe("allow-list", () => {
  test("an empty list allows nothing", () => expect(parseAllowList([])("example.com", 443)).toBe(false));

  test("a name and its port are exact; a star stands for names below", () => {
    const allows = parseAllowList(["db.example.com:5432", "*.s3.example.com:443", "[2606:4700::1111]:53"]);
    expect(allows("DB.example.com", 5432)).toBe(true);
    expect(allows("db.example.com", 443)).toBe(false);
    expect(allows("evildb.example.com", 5432)).toBe(false);
    expect(allows("bucket.s3.example.com", 443)).toBe(true);
    expect(allows("s3.example.com", 443)).toBe(false);
    expect(allows("evils3.example.com", 443)).toBe(false);
    expect(allows("2606:4700::1111", 53)).toBe(true);
  });
});

describe("dial", () => {
  const none = addressRanges([]);

  test("what is not on the list is refused without being resolved", async () => {
    await expect(egress({ allow: [], operatorAllows: none })("no-such-host.invalid", 80)).rejects.toMatchObject({
      code: "egress_denied",
    });
  });

  test("a listed name that leads to this host is refused, `public` and mapped addresses too", async () => {
    const port = await listenLocally("secret");
    for (const host of ["localhost", "127.0.0.1", "::ffff:127.0.0.1"]) {
      for (const allow of [["public"], [`${host}:${port}`]]) {
        await expect(egress({ allow, operatorAllows: none })(host, port)).rejects.toMatchObject({
          code: "egress_private",
        });
      }
    }
  });

  test("each refusal names the destination and who can open it", async () => {
    const listed = egress({ allow: ["127.0.0.1:80", "localhost:80"], operatorAllows: none });
    await expect(listed("db.example.com", 5432)).rejects.toThrow(
      "db.example.com:5432 isn't on the code location's network allowlist. An admin can add it on the code location page.",
    );
    await expect(listed("127.0.0.1", 80)).rejects.toThrow(
      "127.0.0.1 isn't on the public internet. The platform operator can allow its range with EGRESS_PRIVATE_RANGES.",
    );
    await expect(listed("localhost", 80)).rejects.toThrow(
      "localhost isn't on the public internet. The platform operator can allow its range with EGRESS_PRIVATE_RANGES.",
    );
  });

  test("reports the addresses behind a rejected name to the operator only", async () => {
    const seen: string[] = [];
    const dial = egress({
      allow: ["localhost:80"],
      operatorAllows: none,
      onPrivate: (host, addresses) => seen.push(host, ...addresses),
    });
    await expect(dial("localhost", 80)).rejects.not.toThrow(/127\.0\.0\.1|::1/);
    expect(seen[0]).toBe("localhost");
    expect(seen.length).toBeGreaterThan(1);
  });

  test("an operator may open a private range, for locations that name it", async () => {
    const port = await listenLocally("hello");
    const operatorAllows = addressRanges(["127.0.0.0/8"]);
    const socket = await egress({ allow: [`127.0.0.1:${port}`], operatorAllows })("127.0.0.1", port);
    expect(await text(socket)).toBe("hello");
    socket.end();
    await expect(egress({ allow: [], operatorAllows })("127.0.0.1", port)).rejects.toMatchObject({
      code: "egress_denied",
    });
  });

  test("a destination that does not answer says so", async () => {
    const operatorAllows = addressRanges(["127.0.0.0/8"]);
    await expect(egress({ allow: ["127.0.0.1:1"], operatorAllows })("127.0.0.1", 1)).rejects.toMatchObject({
      code: "connect_failed",
    });
  });
});
