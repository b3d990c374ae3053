-- An event is written once, read once and deleted when it is old. In its own row it costs one insert; in pieces beside it, one for
-- each 2 KB and as many index entries. (What does not fit into a page is still kept in pieces.)
alter table outbox set (toast_tuple_target = 8160);

-- Rows that are deleted after some days need not be frozen before: vacuum comes when they are.
alter table outbox set (autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_insert_threshold = -1);

-- Nobody asks for an event by what is in it, and what there is to know of the rest does not change with each tenth more.
alter table outbox alter column payload set statistics 0;
alter table outbox set (autovacuum_analyze_scale_factor = 1);

-- Old rows stand where they were written, side by side: found by block ranges, which cost a writer nothing.
drop index inbox_read_at;
create index inbox_read_at on inbox using brin (read_at) with (autosummarize = on);

-- Readers remember events by their ids. Those that begin with the time (RFC 9562, version 7) are remembered side by side, random
-- ones all over an index that holds weeks of them.
create function event_id() returns uuid language sql volatile
return (
  lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')
  || '-7' || substr(gen_random_uuid()::text, 16))::uuid;

alter table outbox alter column id set default event_id();
