-- A clock stands near its order, whose id begins with the time it was made: what is written at about the same time shares pages.
create function near(subject text, id uuid) returns uuid language sql immutable
return (left(subject, 13) || '-8' || substr(id::text, 16))::uuid;

update clock set id = near(subject_id, id)
where subject_type = 'order' and subject_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7';
update alert set id = near(subject_id, id)
where subject_type = 'order' and subject_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7';

drop function near(text, uuid);

-- Which clocks are open, by when they are due: narrow, and apart from the clocks. An entry is written once and deleted when its
-- clock ends; the clock's own row then changes in no column that an index knows, so its index entries stay as they are.
create table due_clock (
  gate text not null,
  due_at timestamptz not null,
  -- The clock's.
  id uuid not null,
  primary key (gate, due_at, id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);

insert into due_clock select gate, due_at, id from clock where state = 'open';

drop index clock_due;
drop index clock_late_shop;
create index clock_heartbeat on clock (due_at) where subject_type = 'shop';

-- What an event said is only read whole.
alter table fact alter column said type text using said::text;
