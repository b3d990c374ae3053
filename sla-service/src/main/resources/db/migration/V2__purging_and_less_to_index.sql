-- An order's facts are looked up together and told apart by their events: one index does both.
alter table fact drop constraint fact_pkey, drop constraint fact_event_id_key;
drop index fact_order;
alter table fact add primary key (order_id, event_id);

-- What is forgotten is found by when it was touched last.
create index watched_touched on watched (touched_at);
create index clock_late_shop on clock (stopped_at) where subject_type = 'shop' and state = 'late';
create index alert_ended on alert (ended_at) where state <> 'open' and subject_type <> 'order';
