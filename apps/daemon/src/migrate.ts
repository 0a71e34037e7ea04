import { migrate } from "@millrace/db/migrate";
import { z } from "zod";

const { DATABASE_URL } = z.object({ DATABASE_URL: z.url() }).parse(process.env);

/** Brings the database up to date and ends: what a deployment runs once before its apps start. */
const applied = await migrate(DATABASE_URL);
process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `Applied ${applied.join(", ")}.\n`);
