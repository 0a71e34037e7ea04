"use client";
import { Button, Menu, MenuItem, toast } from "@millrace/ui";
import { Braces, Copy, Globe, SquareTerminal } from "lucide-react";
import { useScope } from "@/lib/scope";
import { asCommand, asCurl, asTypeScript, type LaunchRequest } from "./launch-snippets";

/** Copies the launch draft as a command, a request, or code. */
export function CopyLaunch({ request }: { request: LaunchRequest }) {
  const { org, deployment } = useScope();
  const copy = async (what: string, write: typeof asCurl) => {
    await navigator.clipboard.writeText(write(request, { origin: window.location.origin, org, deployment }));
    toast.success(`Copied as ${what}`);
  };
  return (
    <Menu
      align="start"
      trigger={
        <Button variant="secondary">
          <Copy aria-hidden /> Copy as
        </Button>
      }
    >
      <MenuItem icon={<SquareTerminal aria-hidden />} onClick={() => void copy("command", asCommand)}>
        Command
      </MenuItem>
      <MenuItem icon={<Globe aria-hidden />} onClick={() => void copy("curl", asCurl)}>
        curl
      </MenuItem>
      <MenuItem icon={<Braces aria-hidden />} onClick={() => void copy("TypeScript", asTypeScript)}>
        TypeScript
      </MenuItem>
    </Menu>
  );
}
