-- What shops told of themselves: a view of the topic shops.
create table shop (
  shop text primary key,
  -- ShopChanged's data, JSON.
  identity text not null,
  changed_at timestamptz not null
);

-- Events whose shop has not been heard of yet, in the order in which they were read.
create table waiting_event (
  seq bigint generated always as identity primary key,
  shop text not null,
  order_id text not null,
  name text not null,
  happened_at timestamptz not null,
  -- The event's data, JSON.
  data text not null,
  waiting_since timestamptz not null default now()
);

create index waiting_event_shop on waiting_event (shop, seq);
create index waiting_event_order on waiting_event (order_id);

-- One notice each, from decision to end. Its contents live out of line (toast), so that its changes of state are small.
create table notice (
  id uuid primary key,
  seq bigint generated always as identity,
  shop text not null,
  subject_id text not null,
  subject_number text,
  kind text not null,
  transition text not null,
  shipment_id text,
  happened_at timestamptz not null,
  state text not null check (
    state in ('PENDING', 'CLAIMED', 'SENDING', 'RETRY', 'UNKNOWN', 'SENT', 'SUPPRESSED', 'FAILED')),
  reason text,
  created_at timestamptz not null default now(),
  -- When it may be tried; null once nothing more will happen to it.
  due_at timestamptz,
  recipient text,
  recipient_hash text,
  -- What the event told and the mail as it was written, JSON; both forgotten when the customer is erased.
  content text,
  mail text,
  message_id text,
  -- Which instance has it, and how often it has been given out: every write of a sender names both.
  owner bigint,
  fence integer not null default 0,
  attempts integer not null default 0,
  first_tried_at timestamptz,
  -- How often nobody knew whether it arrived.
  unknowns integer not null default 0,
  resend_of uuid references notice,
  -- One JSON object a line.
  history text not null default '',
  -- What makes it exactly one.
  constraint notice_once unique (subject_id, shop, kind, transition)
) with (fillfactor = 70, toast_tuple_target = 256, autovacuum_vacuum_scale_factor = 0.05);

alter table notice alter column content set storage external;

-- Changes only when a notice is born, put off or ended: all other changes of state touch no index.
create index notice_due on notice (shop, due_at, seq) where due_at is not null;
create index notice_shop on notice (shop, seq);
create index notice_number on notice (subject_number);
create index notice_resends on notice (resend_of) where resend_of is not null;

-- Mailboxes that a server said do not exist, by keyed hash.
create table suppressed_address (
  shop text not null,
  address_hash text not null,
  notice_id uuid not null,
  since timestamptz not null default now(),
  primary key (shop, address_hash)
);

-- Who is sending. The heartbeat is the lease of all that an instance has claimed.
create table instance (
  id bigint generated always as identity primary key,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);
