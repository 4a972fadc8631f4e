-- The columns of every view in the schema report, in their order, each with its type and what its comment says.
select
  class.relname::text as view,
  obj_description(class.oid, 'pg_class') as view_comment,
  attribute.attname::text as name,
  format_type(attribute.atttypid, attribute.atttypmod) as type,
  col_description(class.oid, attribute.attnum) as comment
from pg_class as class
join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
where class.relnamespace = to_regnamespace('report') and class.relkind in ('v', 'm')
order by class.relname, attribute.attnum;
