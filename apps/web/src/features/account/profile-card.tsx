"use client";
import { Button, Field, Section, Select, Switch, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { fieldError } from "@/lib/errors";
import { setShortcutsEnabled, shortcutsEnabled } from "@/lib/hotkeys";
import { THEMES, type Theme } from "@/lib/theme";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { useTheme } from "../../shell/theme-provider";

const THEME_LABELS: Record<Theme, string> = { system: "Match system", light: "Light", dark: "Dark" };
const LIKE_BROWSER = "browser";
const nothing = () => () => {};

export function ProfileCard({ me }: { me: Outputs["account"]["me"] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { theme, setTheme } = useTheme();
  const [zone, setZone] = useState(me.timeZone ?? LIKE_BROWSER);
  const stored = useSyncExternalStore(nothing, shortcutsEnabled, () => true);
  const [shortcuts, setShortcuts] = useState<boolean | null>(null);
  const update = useMutation(
    trpc.account.update.mutationOptions({
      meta: { failure: "Couldn't save your profile" },
      onSuccess: () => {
        toast.success("Saved");
        void queryClient.invalidateQueries(trpc.account.me.queryFilter());
      },
    }),
  );
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  return (
    <Section title="Profile and appearance">
      <Form
        onSubmit={(values) =>
          update.mutate({ name: values.name, theme, timeZone: zone === LIKE_BROWSER ? null : zone })
        }
      >
        <TextField
          autoComplete="name"
          defaultValue={me.name}
          error={fieldError(update.error, "name")}
          label="Name"
          name="name"
        />
        <Field label="Theme">
          <Select
            onValueChange={setTheme}
            options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
            value={theme}
          />
        </Field>
        <Field hint="Used for all dates and times." label="Time zone">
          <Select
            onValueChange={setZone}
            options={[
              { value: LIKE_BROWSER, label: "Match browser" },
              ...zones.map((value) => ({ value, label: value })),
            ]}
            value={zone}
          />
        </Field>
        <Switch
          checked={shortcuts ?? stored}
          label="Enable single-key shortcuts in this browser"
          onCheckedChange={(on) => {
            setShortcutsEnabled(on);
            setShortcuts(on);
          }}
          showLabel
        />
        <Button className="self-start" pending={update.isPending} type="submit" variant="primary">
          Save
        </Button>
      </Form>
    </Section>
  );
}
