-- Looked at every few seconds, however many alerts are open.
create index alert_stream on alert (policy) where subject_type = 'stream' and state = 'open';
