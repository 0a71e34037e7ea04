import type { Metadata } from "next";
import { SignInForm } from "@/features/auth/sign-in-form";
import { oauthProviderIds } from "@/server/auth/providers";
import { getServer } from "@/server/composition";

export const metadata: Metadata = { title: "Sign in" };

export default async function Page() {
  const { env } = await getServer();
  return <SignInForm providers={oauthProviderIds(env)} />;
}
