/// <reference path="./web-assembly.d.ts" />
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

/** Tables that the engine must leave alone: none. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let bindings: Promise<typeof import("@prisma/schema-engine-wasm")> | undefined;

/**
 * Prisma's schema engine as WebAssembly: the same engine as the binary, which is not on the package registry.
 * Node can't import `.wasm` files, so this code instantiates the module.
 */
async function loadBindings(): Promise<typeof import("@prisma/schema-engine-wasm")> {
  const require = createRequire(import.meta.url);
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(
    require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm"),
  );
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  const module = glue as unknown as typeof import("@prisma/schema-engine-wasm") & {
    __wbg_set_wasm(exports: unknown): void;
  };
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
}

/** Runs `use` with an engine over an adapter; the caller ends the adapter's connections. */
export async function withSchemaEngine<T>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  datamodels: [path: string, text: string][],
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  bindings ??= loadBindings();
  const { SchemaEngine } = await bindings;
  const engine = await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
  const result = await use(engine);
  engine.free();
  return result;
}
