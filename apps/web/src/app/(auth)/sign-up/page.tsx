import type { Metadata } from "next";
import { SignUpForm } from "@/features/auth/sign-up-form";
import { oauthProviderIds } from "@/server/auth/providers";
import { getServer } from "@/server/composition";

export const metadata: Metadata = { title: "Sign up" };

export default async function Page() {
  const { env } = await getServer();
  return <SignUpForm outbox={!env.SMTP_URL} providers={oauthProviderIds(env)} />;
}
