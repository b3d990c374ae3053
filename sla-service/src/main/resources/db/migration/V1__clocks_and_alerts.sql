-- Shops as far as clocks need them. One that is mentioned before it has been read of has no zone yet.
create table shop (
  shop text primary key,
  time_zone text,
  country text,
  active boolean not null default true,
  changed_at timestamptz
);

-- What shops say instead of the built-in policies: {"order.dispatch": {"target": "P2D"}}.
create table policy_override (
  shop text primary key,
  overrides jsonb not null
);

-- How often a shop is usually heard.
create table heartbeat (
  shop text primary key,
  rhythm jsonb not null
);

-- The last scan of a carrier in a shop's parcels: where none come, none are waited for.
create table carrier_scan (
  shop text not null,
  carrier text not null,
  scanned_at timestamptz not null,
  primary key (shop, carrier)
);

-- Orders we know something of. Locked by whoever adds to it.
create table watched (
  id text primary key,
  shop text not null,
  touched_at timestamptz not null
);

-- The ledger: what each event said of an order, as far as clocks care. Nothing personal.
create table fact (
  -- The order in which they were read.
  seq bigint generated always as identity primary key,
  event_id text not null unique,
  order_id text not null,
  name text not null,
  at timestamptz not null,
  read_at timestamptz not null,
  said jsonb not null
);

create index fact_order on fact (order_id);

create table clock (
  -- Given by policy, subject and cycle.
  id uuid primary key,
  shop text not null,
  policy text not null,
  -- Which stream must have been read past due_at before it fires.
  gate text not null,
  subject_type text not null,
  subject_id text not null,
  number text,
  shipment_id text,
  started_at timestamptz not null,
  started_by text not null,
  started_what text not null,
  target text not null,
  hours text not null,
  never_later_than text,
  -- Null while the shop's was not known: set anew when it is.
  zone text,
  -- What the due time is counted from: start, or a day the customer or the carrier named.
  deadline text not null,
  due_at timestamptz not null,
  state text not null,
  stopped_at timestamptz,
  stopped_by text,
  stopped_what text,
  silence text not null
) with (fillfactor = 90);

create index clock_due on clock (gate, due_at) where state = 'open';
create index clock_subject on clock (subject_id);
create index clock_shop on clock (shop, state, due_at, id);

create table alert (
  -- The clock's.
  id uuid primary key,
  shop text not null,
  policy text not null,
  rung text not null,
  subject_type text not null,
  subject_id text not null,
  number text,
  shipment_id text,
  since timestamptz not null,
  due_at timestamptz not null,
  summary text not null,
  state text not null,
  raised_at timestamptz not null,
  ended_at timestamptz,
  reason text
);

create index alert_shop on alert (shop, state, raised_at, id);
create index alert_state on alert (state, raised_at, id);
create index alert_subject on alert (subject_id);
