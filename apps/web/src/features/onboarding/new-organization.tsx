"use client";
import { slugify } from "@millrace/core/identity";
import { Button, Card, PageHeader } from "@millrace/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { organizationPaths } from "@/lib/paths";
import { useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";

export function NewOrganization() {
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.organization.create.mutationOptions({
      meta: { inline: true },
      onSuccess: ({ slug }) => window.location.assign(organizationPaths(slug).onboarding),
    }),
  );
  return (
    <div className="mx-auto max-w-md">
      <PageHeader
        description="An organization contains your code, runs, members, and teams. It starts with production and staging deployments."
        title="Create an organization"
      />
      <Card className="p-5">
        <Form
          error={create.error}
          onSubmit={(values) => create.mutate({ name: values.name ?? "", slug: values.slug ?? "" })}
        >
          <TextField
            autoComplete="organization"
            autoFocus
            error={fieldError(create.error, "name")}
            label="Name"
            name="name"
            onChange={(event) => setName(event.target.value)}
            placeholder="Acme Analytics"
          />
          <TextField
            defaultValue={slugify(name)}
            error={fieldError(create.error, "slug")}
            hint="Used in URLs. You can't change it later."
            key={slugify(name)}
            label="Slug"
            name="slug"
          />
          <Button pending={create.isPending || create.isSuccess} size="lg" type="submit" variant="primary">
            Create organization
          </Button>
        </Form>
      </Card>
    </div>
  );
}
