-- Makes the partitions of raw.page for today (UTC) and :days_ahead days more, where they are missing; names those it made.
select made.name
from
  (select (now() at time zone 'utc')::date as today) as clock,
  raw.ensure_partitions(today, today + :days_ahead::int) as made (name);
