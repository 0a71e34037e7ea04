import { Button, Section } from "@millrace/ui";
import Link from "next/link";

/** The way to the page of second factors. */
export function SecurityCard() {
  return (
    <Section
      action={
        <Button render={<Link href="/account/security" />} size="sm">
          Manage
        </Button>
      }
      description="An authenticator app or a passkey in addition to your password."
      title="Two-factor authentication"
    >
      <p className="text-muted text-sm">Some organizations require it.</p>
    </Section>
  );
}
