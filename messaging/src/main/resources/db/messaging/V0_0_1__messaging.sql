-- Outbox, inbox and what the relay needs. Column names are those of Debezium's outbox router where it has one.
create table outbox (
  -- Orders the events of a key: given by the database after the caller has locked what the event is about.
  seq bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  aggregatetype text not null,
  aggregateid text not null,
  type text not null,
  payload text not null,
  source text not null,
  subject text not null,
  event_time timestamptz not null,
  traceparent text,
  -- The transaction's start, not the insert: progress must not pass an event that waited for a lock in between.
  created_at timestamptz not null default now(),
  published_at timestamptz,
  -- The payload is to be forgotten as soon as it has been published.
  erased boolean not null default false,
  attempts integer not null default 0,
  last_error text
) with (autovacuum_vacuum_scale_factor = 0.02);

create index outbox_unpublished on outbox (aggregatetype, seq) where published_at is null;
create index outbox_oldest on outbox (aggregatetype, created_at) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;
create index outbox_key on outbox (aggregateid);

create table relay_lease (
  name text primary key,
  owner uuid not null,
  expires_at timestamptz not null
);

-- Events this service has taken in. Kept longer than any topic remembers.
create table inbox (
  topic text not null,
  event_id text not null,
  read_at timestamptz not null default now(),
  primary key (topic, event_id)
);

create index inbox_read_at on inbox (read_at);

-- How far each partition has been read, moved in the transaction of its events' effect.
create table stream_position (
  topic text not null,
  partition integer not null,
  next_offset bigint not null,
  moved_at timestamptz not null default now(),
  primary key (topic, partition)
);
