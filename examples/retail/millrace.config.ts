import { defineConfig } from "@millrace/sdk/config";

export default defineConfig({ location: "retail" });
