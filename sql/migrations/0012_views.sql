-- Views are files below sql/views/ from here on; "migrate" applies those whose text has changed since.
create table repometer_view_checksum (
  -- As it lies below sql/views/, without the ending, such as report/gaps.
  name text primary key,
  -- SHA-256 of the file that was applied, hex.
  checksum text not null
);

-- Views that stand on it follow its new name.
alter view kpi.source rename to completeness;
