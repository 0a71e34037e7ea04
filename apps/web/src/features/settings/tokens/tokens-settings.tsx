"use client";
import {
  Badge,
  Button,
  CodeBlock,
  type Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  Section,
  Time,
  toast,
} from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { CreateTokenDialog } from "./create-token-dialog";

type Token = Outputs["token"]["list"][number];

export function TokensSettings() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const tokens = useQuery(trpc.token.list.queryOptions({ org }));
  const [revoking, setRevoking] = useState<Token | null>(null);
  const revoke = useMutation(
    trpc.token.revoke.mutationOptions({
      meta: { failure: "Couldn't revoke the token" },
      onSuccess: () => {
        toast.success("Token revoked");
        setRevoking(null);
        void queryClient.invalidateQueries(trpc.token.list.queryFilter({ org }));
      },
    }),
  );
  return (
    <Section
      action={<CreateTokenDialog />}
      description="For the CLI, CI, and scripts. Shown once and stored hashed."
      flush
      title="API tokens"
    >
      <QueryView query={tokens} what="tokens">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState action={<CreateTokenDialog />} icon={<KeyRound />} title="No tokens yet">
              <p>Tokens let the CLI or a CI job push code and launch runs.</p>
              <CodeBlock code="millrace login --token-stdin" />
            </EmptyState>
          ) : (
            <DataTable caption="API tokens" columns={columns(setRevoking)} rowKey={(token) => token.id} rows={rows} />
          )
        }
      </QueryView>
      <ConfirmDialog
        confirmLabel="Revoke"
        danger
        description="Anything using this token stops working immediately. This can't be undone."
        onConfirm={() => revoking && revoke.mutate({ org, tokenId: revoking.id })}
        onOpenChange={(open) => !open && setRevoking(null)}
        open={revoking !== null}
        pending={revoke.isPending}
        title={`Revoke “${revoking?.name ?? ""}”?`}
      />
    </Section>
  );
}

function columns(onRevoke: (token: Token) => void): Column<Token>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (token) => (
        <span className="flex flex-col py-1">
          <span className="flex items-center gap-2 font-medium">
            {token.name}
            <Badge tone={token.kind === "svc" ? "info" : "neutral"}>
              {token.kind === "svc" ? "service" : token.isOwn ? "Yours" : "personal"}
            </Badge>
          </span>
          <span className="whitespace-nowrap font-mono text-subtle text-xs">
            mr_{token.kind}_…{token.lastFour}
          </span>
        </span>
      ),
    },
    {
      id: "scopes",
      header: "Scopes",
      from: "md",
      cell: (token) => (
        <span className="flex flex-wrap gap-1">
          {token.scopes.map((scope) => (
            <Badge key={scope} tone="outline">
              {scope}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "used",
      header: "Last used",
      from: "sm",
      cell: (token) => <Time className="text-muted" empty="never" value={token.lastUsedAt} />,
    },
    {
      id: "expires",
      header: "Expires",
      cell: (token) => <Time className="text-muted" empty="never" value={token.expiresAt} />,
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "text-right",
      cell: (token) => (
        <Button aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)} size="sm" variant="ghost">
          Revoke
        </Button>
      ),
    },
  ];
}
