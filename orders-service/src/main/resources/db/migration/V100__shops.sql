create table shop (
  name text primary key,
  -- What ShopChanged tells, as JSON; no secret is in it.
  profile jsonb not null,
  active boolean not null,
  changed_at timestamptz not null
);

-- What a shop's platforms sign with, sealed; several at once while one is exchanged for the next.
create table shop_secret (
  shop text not null references shop (name),
  platform text not null,
  position integer not null,
  sealed bytea not null,
  primary key (shop, platform, position)
);

-- When a shop's platform last called, at most one write a minute.
create table shop_heard (
  shop text primary key,
  heard_at timestamptz not null
);
