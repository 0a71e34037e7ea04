import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Problem, Whoami } from "@millrace/protocol";
import type { z } from "zod";
import { CliError } from "../errors/cli-error";
import { EXIT, type ExitCode } from "../errors/exit-codes";
import { isLimit } from "../errors/limit-codes";
import type { Output } from "../output/output";
import type { Credentials } from "./credentials";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type RequestOptions = {
  readonly query?: Record<string, string | number | undefined>;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly idempotencyKey?: string;
};

/** The public API of one server, authenticated with one token. */
export type Client = {
  readonly url: string;
  request<S extends z.ZodType>(schema: S, method: Method, path: string, options?: RequestOptions): Promise<z.output<S>>;
  /** Yields the lines of an NDJSON body as they arrive. */
  lines(path: string, query: RequestOptions["query"]): AsyncGenerator<string>;
  whoami(): Promise<Whoami>;
};

const EXIT_BY_STATUS: Record<number, ExitCode> = {
  400: EXIT.failed,
  401: EXIT.auth,
  403: EXIT.auth,
  404: EXIT.notFound,
  409: EXIT.conflict,
  413: EXIT.limit,
  429: EXIT.limit,
};

type ClientContext = { readonly output: Output; readonly version: string; readonly signal: AbortSignal };

export function createClient(credentials: Credentials, { output, version, signal }: ClientContext): Client {
  const { url, token } = credentials;

  async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
    const target = new URL(`/api/v1${path}`, url);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) target.searchParams.set(name, String(value));
    }
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, "user-agent": `millrace/${version}` };
    if (options.body !== undefined) headers["content-type"] = "application/json";
    if (options.bytes) headers["content-type"] = "application/octet-stream";
    if (options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;
    const started = Date.now();
    let response: Response;
    try {
      const body = options.bytes ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
      response = await fetch(target, {
        method,
        headers,
        signal,
        ...(body === undefined ? {} : { body: body as NonNullable<RequestInit["body"]> }),
      });
    } catch (error) {
      throw unreachable(url, error);
    }
    if (output.debug) {
      const id = response.headers.get("x-request-id") ?? "-";
      output.errorLine(`${method} ${target.pathname} ${response.status} ${Date.now() - started}ms ${id}`);
    }
    if (!response.ok) throw await toCliError(response, credentials);
    return response;
  }

  return {
    url,
    async request(schema, method, path, options = {}) {
      const response = await send(method, path, options);
      const value = response.status === 204 ? undefined : await response.json();
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      throw new CliError(EXIT.conflict, "unexpected_response", `Unexpected response to ${method} ${path}`, {
        cause: parsed.error,
        help: `Your millrace CLI (${version}) may be older than the server. Update it: npm install -D ${url}/packages/millrace.tgz`,
      });
    },
    async *lines(path, query) {
      const { body } = await send("GET", path, query ? { query } : {});
      if (!body) return;
      for await (const line of createInterface({ input: Readable.fromWeb(body as ReadableStream) })) {
        if (line !== "") yield line;
      }
    },
    async whoami() {
      return this.request(Whoami, "GET", "/whoami");
    },
  };
}

function unreachable(url: string, error: unknown): CliError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
  return new CliError(EXIT.failed, "server_unreachable", `Can't reach the server at ${url} (${why})`, {
    cause: error,
    help: "Check that the server is running and that MILLRACE_URL is correct. To run it locally: npm start in the Millrace checkout.",
  });
}

async function toCliError(response: Response, { url, from }: Credentials): Promise<CliError> {
  const exitCode = EXIT_BY_STATUS[response.status] ?? EXIT.failed;
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = Problem.safeParse(body);
  if (!parsed.success) {
    return new CliError(exitCode, `http_${response.status}`, `${response.url} returned HTTP ${response.status}`, {
      requestId,
      help: `Check that ${url} is a Millrace server.`,
    });
  }
  const { code, detail, errors, retryAfter } = parsed.data;
  const help =
    response.status === 401
      ? `The token is from ${from}. Create a new one at ${url} (Settings, API tokens)`
      : retryAfter === undefined
        ? undefined
        : `Try again in ${retryAfter} seconds.`;
  return new CliError(isLimit(code) ? EXIT.limit : exitCode, code, detail, {
    requestId,
    help,
    details: errors,
  });
}
