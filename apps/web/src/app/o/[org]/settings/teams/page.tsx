import type { Metadata } from "next";
import { TeamsSettings } from "@/features/settings/teams/teams-settings";

export const metadata: Metadata = { title: "Teams" };

export default function Page() {
  return <TeamsSettings />;
}
