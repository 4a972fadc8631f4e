-- How many rows a walk will have read at its end, as its first answer tells; null where none does.
alter table sync.resource add column rows_expected bigint;
