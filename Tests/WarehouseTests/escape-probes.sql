-- What an analyst of authority 301 tries, one a line; none shows anything of authority 302 or changes anything.
SELECT * FROM identity.person
SELECT * FROM warehouse.active_plan
SELECT * FROM warehouse.active_plan_2025
SELECT * FROM warehouse.counted_plan
SELECT * FROM warehouse.placement_count
SELECT * FROM warehouse.seen_return
SELECT * FROM intake.submission
SELECT * FROM intake.file_chunk
SELECT * FROM intake.audit
SELECT * FROM access.analyst
SELECT * FROM access.account
SELECT * FROM reference.establishment
TABLE intake.finding
SELECT * FROM warehouse.signed_count
SELECT * FROM intake.national_check
SELECT warehouse.areas_seen()
SELECT * FROM warehouse.areas_seen()
SET ROLE postgres; SELECT la_code FROM pub.plan
SET ROLE sendstat_publisher; SELECT la_code FROM pub.plan
SET ROLE sendstat_owner; SELECT * FROM warehouse.active_plan
SET ROLE sendstat_analyst; SELECT la_code FROM pub.plan
SET SESSION AUTHORIZATION postgres; SELECT la_code FROM pub.plan
SELECT set_config('role', 'postgres', false); SELECT la_code FROM pub.plan
SELECT set_config('session_authorization', 'postgres', false); SELECT la_code FROM pub.plan
ALTER ROLE {role} SUPERUSER
ALTER ROLE {role} BYPASSRLS
ALTER ROLE {role} CREATEROLE
GRANT sendstat_publisher TO {role}
GRANT postgres TO {role}
CREATE ROLE other LOGIN
ALTER ROLE postgres PASSWORD 'x'
INSERT INTO access.analyst (role_name, area) VALUES ('{role}', 'all')
ALTER ROLE {role} RENAME TO sendstat_publisher
SET search_path = pg_temp, pub; CREATE TEMP TABLE seen (la_code text); SELECT la_code FROM pub.plan WHERE la_code <> '301'
SET default_transaction_read_only = off; CREATE FUNCTION pg_temp.areas_seen() RETURNS text[] LANGUAGE sql AS 'SELECT NULL::text[]'; SELECT la_code FROM pub.plan WHERE la_code <> '301'
SET default_transaction_read_only = off; CREATE FUNCTION public.pg_has_role(name, oid, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'; SELECT la_code FROM pub.plan WHERE la_code <> '301'
SET default_transaction_read_only = off; CREATE SCHEMA mine; CREATE OPERATOR mine.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq); SELECT 1
SET search_path = ''; SELECT la_code FROM pub.plan WHERE la_code <> '301'
SELECT 1 / (CASE WHEN la_code = '302' THEN 0 ELSE 1 END) FROM pub.plan
SELECT la_code::integer / 0 FROM pub.plan WHERE la_code = '302'
SELECT (la_code || 'x')::integer FROM pub.plan WHERE la_code <> '301'
SELECT person::integer FROM pub.plan WHERE la_code <> '301'
EXPLAIN (ANALYZE, COSTS off) SELECT * FROM pub.plan WHERE la_code <> '301'
EXPLAIN (VERBOSE, ANALYZE) SELECT person FROM pub.need WHERE la_code <> '301'
SELECT xmlelement(name x, la_name) FROM pub.plan WHERE la_code <> '301'
SELECT json_agg(p) FROM pub.plan p WHERE la_code <> '301'
SELECT query_to_xml('SELECT la_code FROM pub.plan WHERE la_code <> ''301''', true, true, '')
SELECT query_to_xml('SELECT * FROM warehouse.active_plan', true, true, '')
SELECT table_to_xml('identity.person', true, true, '')
SELECT schema_to_xml('identity', true, true, '')
SELECT count(*) FROM pub.plan TABLESAMPLE SYSTEM (100)
SELECT ctid, xmin FROM pub.plan LIMIT 1
SELECT la_code FROM pub.plan WHERE la_code <> '301' FOR UPDATE
WITH RECURSIVE r AS (SELECT la_code FROM pub.plan UNION SELECT la_code FROM pub.flow) SELECT * FROM r WHERE la_code <> '301'
SELECT p.la_code FROM pub.plan p FULL JOIN pub.flow f ON false WHERE coalesce(p.la_code, f.la_code) <> '301'
SELECT * FROM pub.transition WHERE la_code <> '301'
SELECT * FROM pub.indicator WHERE la_code <> '301'
SELECT * FROM pub.return_made WHERE la_code <> '301'
SELECT * FROM pg_stats WHERE schemaname IN ('identity', 'warehouse', 'intake')
SELECT * FROM pg_statistic
SELECT query FROM pg_stat_activity WHERE usename <> current_user
SELECT pg_get_viewdef('pub.plan'); SELECT * FROM pg_stat_statements
SELECT most_common_vals FROM pg_stats WHERE attname = 'surname'
SELECT * FROM pg_authid
SELECT rolpassword FROM pg_shadow
SELECT * FROM pg_user_mappings
SELECT * FROM pg_hba_file_rules
SELECT pg_stat_get_activity(NULL)
COPY identity.person TO STDOUT
COPY (SELECT * FROM warehouse.active_plan) TO STDOUT
COPY (SELECT la_code FROM pub.plan WHERE la_code <> '301') TO STDOUT
COPY (SELECT 1) TO PROGRAM 'id'
COPY (SELECT 1) TO '/tmp/analyst-was-here'
CREATE TABLE t (x text); COPY t FROM '/etc/passwd'
SELECT pg_read_file('postgresql.conf')
SELECT pg_ls_dir('.')
SELECT pg_read_binary_file('PG_VERSION')
SELECT lo_import('/etc/passwd')
SET default_transaction_read_only = off; SELECT lo_create(0)
SET default_transaction_read_only = off; SELECT lo_from_bytea(0, 'x')
SELECT lo_get(1)
CREATE EXTENSION dblink
CREATE EXTENSION postgres_fdw
SELECT dblink('dbname=sendstat', 'SELECT 1')
LOAD 'auto_explain'
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw
SELECT pg_reload_conf()
ALTER SYSTEM SET log_statement = 'all'
INSERT INTO pub.plan (cut) VALUES ('x')
UPDATE pub.authority SET la_name = 'x'
DELETE FROM pub.code
SET default_transaction_read_only = off; UPDATE pub.code SET label = 'x'
SET default_transaction_read_only = off; CREATE TABLE public.mine (x integer)
SET default_transaction_read_only = off; CREATE TABLE pub.mine (x integer)
SET default_transaction_read_only = off; CREATE TEMP TABLE mine (x integer)
SET default_transaction_read_only = off; CREATE SCHEMA mine
SET default_transaction_read_only = off; CREATE OR REPLACE VIEW pub.plan AS SELECT 1 AS cut
DROP VIEW pub.plan
SET default_transaction_read_only = off; TRUNCATE intake.audit
SET default_transaction_read_only = off; DO $$ BEGIN EXECUTE 'CREATE TABLE public.done (x integer)'; END $$
DO $$ BEGIN PERFORM warehouse.open_year(2030); END $$
SELECT warehouse.open_year(2030)
SELECT warehouse.count_signed(1)
SELECT warehouse.grant_to('sendstat_analyst', 'GRANT ALL ON identity.person TO %I')
SELECT pg_advisory_lock(1)
SELECT pg_advisory_xact_lock(hashtextextended('warehouse.open_year', 0))
SELECT pg_try_advisory_lock(1936028260, 1)
LOCK TABLE warehouse.active_plan IN ACCESS EXCLUSIVE MODE
LOCK TABLE pub.plan IN ACCESS EXCLUSIVE MODE
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION x()
VACUUM FULL warehouse.active_plan
SELECT nextval('intake.worker_number')
SELECT setval('intake.worker_number', 1)
SECURITY LABEL ON ROLE postgres IS 'x'
REASSIGN OWNED BY postgres TO {role}
COMMENT ON VIEW pub.plan IS 'x'
REFRESH MATERIALIZED VIEW pub.plan
PREPARE TRANSACTION 'x'
