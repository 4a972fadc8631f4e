-- What time it is: the clock that everything stored goes by.
select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms;
