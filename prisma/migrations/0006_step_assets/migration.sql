-- The assets that a step materializes: until now the one that it is named after.
ALTER TABLE "RunStep" ADD COLUMN "assets" TEXT[];
UPDATE "RunStep" SET "assets" = CASE WHEN "kind" = 'asset' THEN ARRAY["definition"] ELSE '{}' END;
UPDATE "Run" SET "plan" = jsonb_set("plan", '{steps}', (
  SELECT coalesce(jsonb_agg(
    step || jsonb_build_object('assets', CASE WHEN step->>'kind' = 'asset' THEN jsonb_build_array(step->'definition') ELSE '[]'::jsonb END)
    ORDER BY ordinal
  ), '[]'::jsonb)
  FROM jsonb_array_elements("plan"->'steps') WITH ORDINALITY AS steps(step, ordinal)
)) WHERE jsonb_typeof("plan"->'steps') = 'array';
