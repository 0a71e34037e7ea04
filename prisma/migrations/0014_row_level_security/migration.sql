-- The second line of tenancy: a statement sees and writes the rows of the organization that its transaction names, even
-- if it forgets its own filter. A table that another migration creates calls `millrace_isolate` itself; a test finds those
-- that don't.
SELECT millrace_isolate(c.oid)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'orgId' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
ORDER BY c.relname;
SELECT millrace_isolate('"Organization"', 'id');

-- Runs are searched by tag and asset through indexes whose operators PostgreSQL would otherwise evaluate only after the
-- policy, row by row. It lets superusers alone declare them leakproof; without that, such searches are slower.
DO $$
BEGIN
  ALTER FUNCTION pg_catalog.jsonb_contains(jsonb, jsonb) LEAKPROOF;
  ALTER FUNCTION pg_catalog.jsonb_exists(jsonb, text) LEAKPROOF;
  ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) LEAKPROOF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END $$;
