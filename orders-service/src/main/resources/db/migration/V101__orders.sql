create table orders (
  id uuid primary key,
  shop text not null,
  platform text not null,
  platform_order_id text not null,
  -- All that is known of the order; the columns beside it are what it is found by.
  state jsonb not null,
  number_key text not null,
  email_key text,
  -- Digits from the last to the first.
  phone_key text,
  name_key text,
  name_grams text[] not null,
  tracking_keys text[] not null,
  placed_at timestamptz not null,
  await_until timestamptz,
  erased boolean not null,
  unique (shop, platform, platform_order_id)
) with (fillfactor = 80);

create index orders_placed on orders (shop, placed_at desc, id);
create index orders_number on orders (number_key);
create index orders_email on orders (email_key) where email_key is not null;
create index orders_phone on orders (phone_key text_pattern_ops) where phone_key is not null;
create index orders_keys on orders using gin (name_grams, tracking_keys);
create index orders_awaiting on orders (await_until) where await_until is not null;

-- Webhooks as they came, for seven days.
create table webhook (
  id uuid primary key,
  shop text not null,
  platform text not null,
  topic text not null,
  received_at timestamptz not null,
  -- applied, not-for-us, untranslatable or failed
  state text not null,
  -- Why it was not applied; names fields, never what is in them.
  reason text,
  platform_order_id text,
  -- SHA-256 of the topic and the platform's delivery id, and of the topic and the body: seen once.
  delivery bytea,
  meaning bytea,
  -- Null: erased.
  body bytea
);

create unique index webhook_delivery on webhook (shop, platform, delivery) where delivery is not null;
create unique index webhook_meaning on webhook (shop, platform, meaning) where meaning is not null;
create index webhook_order on webhook (shop, platform_order_id);
create index webhook_received on webhook using brin (received_at);
create index webhook_odd on webhook (shop, id) where state <> 'applied';

-- Where PostgreSQL was built with it: far cheaper than its default.
do $$
begin
  alter table orders alter column state set compression lz4;
  alter table webhook alter column body set compression lz4;
exception when feature_not_supported then
  raise notice 'No LZ4 in this PostgreSQL: large values are compressed its old way.';
end $$;

-- What only people can do, as answering a customer who wants to know what is kept.
create table task (
  id uuid primary key,
  shop text not null,
  kind text not null,
  -- Whom it is about.
  email text,
  phone text,
  platform_order_ids text[] not null,
  since timestamptz not null
);

-- Customers to be forgotten; a row is gone when it is done.
create table erasure (
  id uuid primary key,
  shop text not null,
  whole_shop boolean not null,
  email text,
  phone text,
  platform_order_ids text[] not null,
  since timestamptz not null
);

-- What customers were told, read back from the topic notices: a view, it drives nothing.
create table notice (
  id uuid primary key,
  order_id uuid not null,
  kind text not null,
  shipment_id uuid,
  state text not null,
  reason text,
  at timestamptz not null
);

create index notice_order on notice (order_id);
