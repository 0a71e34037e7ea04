"use client";
import { Button } from "@millrace/ui";
import { ArrowLeft, LogOut } from "lucide-react";
import Link from "next/link";
import { signOut } from "@/lib/auth-client";

export const BackToDashboard = () => (
  <Button render={<Link href="/" />} size="sm" variant="ghost">
    <ArrowLeft aria-hidden /> Dashboard
  </Button>
);

export const SignOut = () => (
  <Button onClick={() => void signOut()} size="sm" variant="ghost">
    <LogOut aria-hidden /> Sign out
  </Button>
);
