import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Fault, Faults } from "./faults";
import { METHODS } from "./methods";
import { readBody } from "./read-body";
import { renderView } from "./view";
import { Workspace } from "./workspace";

export type FakeSlack = {
  readonly url: string;
  /** What `SLACK_API_URL` is to be. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  fail(fault: Fault): void;
  heal(): void;
  stop(): Promise<void>;
};

export type FakeSlackOptions = {
  /** 0 or nothing = any free port. */
  readonly port?: number;
  readonly channels?: readonly string[];
  /** Messages that a channel takes per second; more are answered with 429. 0 = no limit. */
  readonly messagesPerSecond?: number;
};

const GATEWAY_PAGE = "<html><body><h1>Please wait</h1></body></html>";
const CHANNELS = ["alerts", "data-alerts", "ingest", "finance", "growth"];

/**
 * A server that speaks the part of Slack's Web API that Millrace uses, checks what Slack checks, keeps everything that
 * it was sent, and fails on command. `GET /` shows it, `GET /messages` and `POST /faults` serve tests in other
 * processes.
 */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const workspace = new Workspace(options.channels ?? CHANNELS);
  const faults = new Faults();
  const limiter = createLimiter(options.messagesPerSecond ?? 0);
  const server = createServer((request, response) => {
    handle(request, response, { workspace, faults, limiter }).catch((error: unknown) => {
      send(response, 500, { ok: false, error: error instanceof Error ? error.message : "fatal_error" });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    workspace,
    fail: (fault) => faults.add(fault),
    heal: () => faults.clear(),
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

type Parts = { workspace: Workspace; faults: Faults; limiter: (channel: string) => number };

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { workspace, faults } = parts;
  const url = new URL(request.url ?? "/", "http://fake");
  if (url.pathname.startsWith("/api/")) return call(url.pathname.slice("/api/".length), request, response, parts, url);
  if (url.pathname === "/messages")
    return send(response, 200, { channels: workspace.channels, messages: workspace.messages, calls: workspace.calls });
  if (url.pathname === "/faults" && request.method === "POST") {
    faults.add((await readBody(request, url.searchParams)) as unknown as Fault);
    return send(response, 200, { ok: true });
  }
  if (url.pathname === "/faults" && request.method === "DELETE") {
    faults.clear();
    return send(response, 200, { ok: true });
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(renderView(workspace));
}

async function call(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  { workspace, faults, limiter }: Parts,
  url: URL,
): Promise<void> {
  const body = await readBody(request, url.searchParams);
  const record = (status: number, error?: string) =>
    workspace.calls.push({ method: name, body, answer: { status, error } });
  const channel = workspace.find(body.channel);
  const fault = faults.take(name, [String(body.channel), channel?.name ?? "", channel?.id ?? ""]);
  const waitSeconds =
    fault?.kind === "rateLimited"
      ? fault.retryAfterSeconds
      : name === "chat.postMessage" && channel
        ? limiter(channel.id)
        : 0;
  if (waitSeconds > 0) {
    record(429, "ratelimited");
    return send(response, 429, { ok: false, error: "ratelimited" }, { "retry-after": String(waitSeconds) });
  }
  if (fault?.kind === "status") {
    record(fault.status);
    return send(response, fault.status, { ok: false });
  }
  if (fault?.kind === "html" || fault?.kind === "withoutOk") {
    record(200, fault.kind);
    if (fault.kind === "withoutOk") return send(response, 200, { status: "degraded" });
    response.writeHead(200, { "content-type": "text/html" }).end(GATEWAY_PAGE);
    return;
  }
  if (fault?.kind === "error") {
    record(200, fault.error);
    return send(response, 200, { ok: false, error: fault.error });
  }
  const method = METHODS[name];
  const needsToken = name !== "oauth.v2.access";
  const hasToken =
    (request.headers.authorization ?? "").startsWith("Bearer xox") || String(body.token ?? "").startsWith("xox");
  const answer = !method
    ? { ok: false, error: "unknown_method" }
    : needsToken && !hasToken
      ? { ok: false, error: "not_authed" }
      : method(workspace, body);
  record(200, answer.ok ? undefined : String(answer.error));
  if (fault?.kind === "lostAnswer") {
    response.destroy();
    return;
  }
  send(response, 200, answer);
}

function createLimiter(perSecond: number): (channel: string) => number {
  const taken = new Map<string, number[]>();
  return (channel) => {
    if (perSecond === 0) return 0;
    const now = Date.now();
    const recent = (taken.get(channel) ?? []).filter((at) => now - at < 1_000);
    if (recent.length >= perSecond) return 1;
    taken.set(channel, [...recent, now]);
    return 0;
  };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
