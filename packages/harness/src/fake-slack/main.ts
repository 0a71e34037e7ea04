import { startFakeSlack } from "./start-fake-slack";

/** `npx tsx packages/harness/src/fake-slack/main.ts [port]`: a fake Slack for development; ends at Ctrl-C. */
const slack = await startFakeSlack({ port: Number(process.argv[2] ?? 4311), messagesPerSecond: 1 });
process.stdout.write(`Fake Slack: ${slack.url}\nSLACK_API_URL=${slack.apiUrl} SLACK_BOT_TOKEN=xoxb-fake\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void slack.stop());
