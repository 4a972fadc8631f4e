-- The columns of every view in the schema report, in their order, each with its type and what its comment says.
select
  class.relname::text as view,
  obj_description(class.oid, 'pg_class') as view_comment,
  attribute.attname::text as name,
  -- Of a domain what clients see.
  format_type(case type.typtype when 'd' then type.typbasetype else type.oid end, attribute.atttypmod) as type,
  col_description(class.oid, attribute.attnum) as comment
from pg_class as class
join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
join pg_type as type on type.oid = attribute.atttypid
where class.relnamespace = to_regnamespace('report') and class.relkind in ('v', 'm')
order by class.relname, attribute.attnum;
