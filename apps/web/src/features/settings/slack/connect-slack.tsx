"use client";
import { Button, toast } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";

/** Opens Slack's page. The server binds the installation to this browser first. */
export function ConnectSlack({ org, isConnected }: { org: string; isConnected: boolean }) {
  const connect = useMutation({
    meta: { inline: true },
    mutationFn: () => beginInstall(org),
    onSuccess: (url) => window.location.assign(url),
    onError: (error) => toast.error(error.message),
  });
  return (
    <Button
      onClick={() => connect.mutate()}
      pending={connect.isPending || connect.isSuccess}
      size="sm"
      variant={isConnected ? "secondary" : "primary"}
    >
      {isConnected ? "Reconnect Slack" : "Connect Slack"}
    </Button>
  );
}

async function beginInstall(org: string): Promise<string> {
  const response = await fetch(`/api/o/${encodeURIComponent(org)}/slack`, {
    method: "POST",
    headers: { "content-type": "application/json" },
  });
  const answer = (await response.json()) as { url?: string; detail?: string };
  if (!answer.url) throw new Error(answer.detail ?? "Couldn't connect Slack");
  return answer.url;
}
