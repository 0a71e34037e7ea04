import type { Metadata } from "next";
import { SlackSettings } from "@/features/settings/slack/slack-settings";

export const metadata: Metadata = { title: "Slack" };

export default function Page() {
  return <SlackSettings />;
}
