-- What waits to be published, apart from the events: those are written once and never changed, and the queue stays small however
-- long they are kept.
create table outbox_queue (
  topic text not null,
  seq bigint not null,
  -- The transaction's start, as in outbox.
  created_at timestamptz not null,
  -- The payload is to be forgotten as soon as it has been published.
  erased boolean not null default false,
  attempts integer not null default 0,
  last_error text,
  primary key (topic, seq)
);

insert into outbox_queue (topic, seq, created_at, erased, attempts, last_error)
select aggregatetype, seq, created_at, erased, attempts, last_error from outbox where published_at is null;

drop index outbox_unpublished, outbox_oldest, outbox_published;
alter table outbox drop column published_at, drop column erased, drop column attempts, drop column last_error;
alter table outbox reset (autovacuum_vacuum_scale_factor);
-- Compressing costs more than writing: PostgreSQL's own way takes longer than all else that is done with an event.
alter table outbox alter column payload set storage external;
