-- Statements that comment on columns of kpi: those of a summary table say what the view of the same name in report says; any other that
-- says nothing, what `:common` says of columns of that name ({column: comment}).
select format('comment on column kpi.%I.%I is %L', class.relname, attribute.attname, told.comment) as text
from pg_class as class
join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
left join pg_class as view
  on view.relnamespace = 'report'::regnamespace and view.relkind = 'v' and view.relname = class.relname and class.relkind <> 'v'
left join pg_attribute as shown on shown.attrelid = view.oid and shown.attname = attribute.attname
cross join lateral (select col_description(class.oid, attribute.attnum) as said) as now
cross join lateral (
  select coalesce(col_description(view.oid, shown.attnum), now.said, :common::jsonb ->> attribute.attname::text) as comment
) as told
where class.relnamespace = 'kpi'::regnamespace
  and class.relkind in ('r', 'p', 'v')
  and told.comment is not null
  and now.said is distinct from told.comment;
