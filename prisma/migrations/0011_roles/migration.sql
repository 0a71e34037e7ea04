-- The roles that statements of the apps run as. They log in as whoever `DATABASE_URL` names and switch to these, which own
-- nothing: `millrace_app` for one organization, `millrace_platform` for what spans all of them.
-- Roles belong to the server, not to the database: they may exist, or be created by another database's migration now.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['millrace_app', 'millrace_platform'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role);
      END IF;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'Role "%" doesn''t exist, and "%" can''t create it. An administrator must run: CREATE ROLE % NOLOGIN; GRANT % TO %;',
          role, current_user, role, role, quote_ident(current_user);
    END;
    BEGIN
      IF NOT pg_has_role(current_user, role, 'USAGE') THEN
        EXECUTE format('GRANT %I TO %I', role, current_user);
      END IF;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION '"%" can''t use role "%". An administrator must run: GRANT % TO %;',
          current_user, role, role, quote_ident(current_user);
    END;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA "public" TO "millrace_app", "millrace_platform";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO "millrace_app", "millrace_platform";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA "public" TO "millrace_app", "millrace_platform";
-- What later migrations create.
ALTER DEFAULT PRIVILEGES IN SCHEMA "public"
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "millrace_app", "millrace_platform";
ALTER DEFAULT PRIVILEGES IN SCHEMA "public"
  GRANT USAGE, SELECT ON SEQUENCES TO "millrace_app", "millrace_platform";
