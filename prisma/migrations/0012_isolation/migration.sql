-- Policies for a table of organizations: `millrace_app` sees and writes the rows of the organization that the transaction
-- names (`millrace.org`), and `millrace_platform` all of them. Owners are bound as well; they migrate data as members of
-- `millrace_platform`.
CREATE FUNCTION millrace_isolate(target regclass, organization name DEFAULT 'orgId') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  is_own text := format('%I = current_setting(''millrace.org'', true)', organization);
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY "organization" ON %s TO "millrace_app" USING (%s) WITH CHECK (%s)', target, is_own, is_own);
  EXECUTE format('CREATE POLICY "platform" ON %s TO "millrace_platform" USING (true) WITH CHECK (true)', target);
END $$;
