-- Makes Postgres write :mebibytes MiB of temporary files where this database lies, and forget them again: the way to learn, with
-- no right but to read, that its disk is full. In a transaction whose work_mem is too small for that.
select count(*)::int as rows
from (
  select repeat(md5(place::text), 32) as line
  from generate_series(1, :mebibytes::int * 1024) as place
  order by line
) as sorted;
