-- Names of owners and repositories, which GitHub compares without case, do so in `report`, too. A domain, not citext: to every client
-- its columns are plain text, a parameter that a driver declares as text or varchar compares no less, and no extension is needed. Not a
-- collation that ignores case: with one, "like" fails before Postgres 18 and "ilike" still does.
create domain report.github_name as text;
comment on domain report.github_name is 'Name of an owner or a repository, or both as owner/name: = and <> take no notice of case.';

-- Inlined by the planner, so an index on lower() serves.
create function report.is_same_name(report.github_name, report.github_name) returns boolean
  language sql immutable parallel safe return lower($1::text) = lower($2::text);
create function report.is_same_name(report.github_name, text) returns boolean
  language sql immutable parallel safe return lower($1::text) = lower($2);
create function report.is_same_name(text, report.github_name) returns boolean
  language sql immutable parallel safe return lower($1) = lower($2::text);
create function report.is_same_name(report.github_name, varchar) returns boolean
  language sql immutable parallel safe return lower($1::text) = lower($2::text);
create function report.is_same_name(varchar, report.github_name) returns boolean
  language sql immutable parallel safe return lower($1::text) = lower($2::text);
create function report.is_other_name(report.github_name, report.github_name) returns boolean
  language sql immutable parallel safe return lower($1::text) <> lower($2::text);
create function report.is_other_name(report.github_name, text) returns boolean
  language sql immutable parallel safe return lower($1::text) <> lower($2);
create function report.is_other_name(text, report.github_name) returns boolean
  language sql immutable parallel safe return lower($1) <> lower($2::text);
create function report.is_other_name(report.github_name, varchar) returns boolean
  language sql immutable parallel safe return lower($1::text) <> lower($2::text);
create function report.is_other_name(varchar, report.github_name) returns boolean
  language sql immutable parallel safe return lower($1::text) <> lower($2::text);

-- Where sessions look for operators; one whose search_path lacks `public` compares names as any other text.
do $$
declare
  pair record;
begin
  for pair in
    select *
    from (values
      ('report.github_name', 'report.github_name'),
      ('report.github_name', 'text'), ('text', 'report.github_name'),
      ('report.github_name', 'varchar'), ('varchar', 'report.github_name')
    ) as pair (left_type, right_type)
  loop
    execute format(
      'create operator public.= (leftarg = %1$s, rightarg = %2$s, function = report.is_same_name,
         commutator = operator(public.=), negator = operator(public.<>), restrict = eqsel, join = eqjoinsel)',
      pair.left_type, pair.right_type
    );
    execute format(
      'create operator public.<> (leftarg = %1$s, rightarg = %2$s, function = report.is_other_name,
         commutator = operator(public.<>), negator = operator(public.=), restrict = neqsel, join = neqjoinsel)',
      pair.left_type, pair.right_type
    );
  end loop;
end
$$;

create index on github.repository (lower(owner || '/' || name));

-- "create or replace" changes no type: the views that have such columns are made anew here, with their grants, as they were but for
-- these types; then their files are applied.
do $$
declare
  old record;
  others text;
  grants text;
begin
  select string_agg(distinct format('%I.%I', space.nspname, class.relname), ', ')
  into others
  from pg_depend as depend
  join pg_rewrite as rewrite on depend.classid = 'pg_rewrite'::regclass and rewrite.oid = depend.objid
  join pg_class as class on class.oid = rewrite.ev_class
  join pg_namespace as space on space.oid = class.relnamespace
  join pg_class as used on depend.refclassid = 'pg_class'::regclass and used.oid = depend.refobjid
  where used.relnamespace = 'report'::regnamespace and space.nspname not in ('github', 'sync', 'kpi', 'report');
  if others is not null then
    raise exception 'Names in the schema report compare without case from here on, for which its views are made anew once. These stand on them: %. Keep their definitions, drop them, migrate, and make them again.', others;
  end if;
  for old in
    select
      class.relname as view,
      pg_get_viewdef(class.oid) as definition,
      class.relacl as grants,
      (
        select string_agg(
          case
            when attribute.attnum <= 4 and attribute.attname in ('owner', 'name', 'repository')
              then format('%1$I::report.github_name as %1$I', attribute.attname)
            else quote_ident(attribute.attname)
          end, ', ' order by attribute.attnum
        )
        from pg_attribute as attribute
        where attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
      ) as columns
    from pg_class as class
    where class.relnamespace = 'report'::regnamespace and class.relkind = 'v'
      and exists (
        select from pg_attribute where attrelid = class.oid and attnum <= 4 and attname in ('owner', 'name', 'repository')
      )
  loop
    execute format('drop view report.%I', old.view);
    execute format('create view report.%I as select %s from (%s) as old', old.view, old.columns, rtrim(old.definition, ';'));
    select string_agg(
      format(
        'grant %s on report.%I to %s', privilege_type, old.view,
        case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end
      ), '; '
    )
    into grants
    from aclexplode(old.grants);
    if grants is not null then
      execute grants;
    end if;
  end loop;
  delete from public.repometer_view_checksum where name like 'report/%';
end
$$;
