import { z } from "zod";

const TIMEOUT_MS = 15_000;
const RESPONSE_CHARS_MAX = 64 * 1024;

/** What Slack grants for a code: the bot's token in one workspace. */
export type SlackGrant = {
  readonly token: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly botUserId: string | null;
};

export type SlackExchange =
  | { readonly kind: "granted"; readonly grant: SlackGrant }
  /** Slack rejects the code, with its error code. */
  | { readonly kind: "rejected"; readonly error: string }
  /** Slack doesn't answer, or what answers isn't Slack. */
  | { readonly kind: "unreachable"; readonly error: string };

/** Exchanges the code that Slack returned a person with for a token. */
export type ExchangeSlackCode = (code: string) => Promise<SlackExchange>;

const Granted = z.object({
  ok: z.literal(true),
  access_token: z.string().min(1),
  bot_user_id: z.string().optional(),
  team: z.object({ id: z.string().min(1), name: z.string().optional() }),
});
const Rejected = z.object({ ok: z.literal(false), error: z.string().max(80) });
const Answer = z.union([Granted, Rejected]);

type SlackApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrl: string;
  /** The Web API's address, with a slash at its end. */
  readonly apiUrl: string;
};

/** Returns an exchange through Slack's `oauth.v2.access`. */
export const createSlackCodeExchange =
  ({ clientId, clientSecret, redirectUrl, apiUrl }: SlackApp): ExchangeSlackCode =>
  async (code) => {
    try {
      const response = await fetch(new URL("oauth.v2.access", apiUrl), {
        method: "POST",
        body: new URLSearchParams({
          client_id: clientId,
          client_secret: clientSecret,
          code,
          redirect_uri: redirectUrl,
        }),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) return { kind: "unreachable", error: `Slack returned ${response.status}` };
      return read(await response.text());
    } catch (error) {
      return { kind: "unreachable", error: error instanceof Error ? error.message : String(error) };
    }
  };

function read(text: string): SlackExchange {
  if (text.length > RESPONSE_CHARS_MAX) return UNREADABLE;
  const answer = Answer.safeParse(parseJson(text));
  if (!answer.success) return UNREADABLE;
  if (!answer.data.ok) return { kind: "rejected", error: answer.data.error };
  const { access_token: token, bot_user_id: botUserId, team } = answer.data;
  const grant = { token, teamId: team.id, teamName: team.name ?? team.id, botUserId: botUserId ?? null };
  return { kind: "granted", grant };
}

const UNREADABLE: SlackExchange = {
  kind: "unreachable",
  error: "Slack's response isn't a Slack API response",
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
