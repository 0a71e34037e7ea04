"use client";
import { toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { QuotaDialog } from "./quota-dialog";

export type OperatorOrganization = Outputs["operator"]["organizations"][number];

/** Edits one organization's quotas. */
export function OrganizationQuotas(props: { organization: OperatorOrganization; onClose: () => void }) {
  const { organization, onClose } = props;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.operator.setQuota.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success(`Quotas for ${organization.name} saved`);
        onClose();
        void queryClient.invalidateQueries(trpc.operator.organizations.queryFilter());
      },
    }),
  );
  return (
    <QuotaDialog
      error={save.error}
      onClose={onClose}
      onSave={(quotas) => save.mutate({ ...quotas, organizationId: organization.id })}
      pending={save.isPending}
      quotas={organization}
      title={`Quotas for ${organization.name}`}
    />
  );
}

/** Edits the default quotas for new organizations. */
export function DefaultQuotas({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: quotas } = useQuery(trpc.operator.defaultQuotas.queryOptions());
  const save = useMutation(
    trpc.operator.setDefaultQuotas.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success("Default quotas saved");
        onClose();
        void queryClient.invalidateQueries(trpc.operator.defaultQuotas.queryFilter());
      },
    }),
  );
  if (!quotas) return null;
  return (
    <QuotaDialog
      error={save.error}
      onClose={onClose}
      onSave={save.mutate}
      pending={save.isPending}
      quotas={quotas}
      title="Default quotas"
    />
  );
}
