-- Statements that say of columns of views in report what `:common` says of them ([{view, column, comment}]) and what they do not say yet.
select format('comment on column report.%I.%I is %L', entry.view, entry.column, entry.comment) as text
from jsonb_to_recordset(:common::jsonb) as entry (view text, "column" text, comment text)
join pg_class as class on class.relnamespace = 'report'::regnamespace and class.relname = entry.view
join pg_attribute as attribute
  on attribute.attrelid = class.oid and attribute.attname = entry.column and not attribute.attisdropped
where col_description(class.oid, attribute.attnum) is distinct from entry.comment;
