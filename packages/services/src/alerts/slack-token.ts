/** The context that a bot token is encrypted with, so that it can't be moved to another organization. */
export const slackTokenContext = (orgId: string, teamId: string): string => `slack|${orgId}|${teamId}`;
