-- Makes the partitions of github.event for these UTC days, where they are missing; names those it made.
select made.name from github.ensure_event_partitions(:days::date[]) as made (name);
