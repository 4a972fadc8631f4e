-- Notes that a message of GitHub's has woken a loop.
select report.note_webhook_delivery(:signature::bytea);
