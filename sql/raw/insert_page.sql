-- Keeps an answer as it came.
insert into raw.page (repository_id, resource, url, answered_at, is_cleaned, body)
values (:repository_id, :resource, :url, :answered_at, :is_cleaned, :body);
