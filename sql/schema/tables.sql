-- Every table and view of the schemas report and kpi with its comment, and each of its columns in their order, with type and comment.
select
  space.nspname::text as schema,
  class.relname::text as name,
  obj_description(class.oid, 'pg_class') as comment,
  attribute.attname::text as column_name,
  -- Of a domain what clients see.
  format_type(case type.typtype when 'd' then type.typbasetype else type.oid end, attribute.atttypmod) as column_type,
  col_description(class.oid, attribute.attnum) as column_comment
from pg_class as class
join pg_namespace as space on space.oid = class.relnamespace
join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
join pg_type as type on type.oid = attribute.atttypid
where space.nspname in ('report', 'kpi') and class.relkind in ('r', 'p', 'v', 'm')
order by space.nspname desc, class.relname collate "C", attribute.attnum;
