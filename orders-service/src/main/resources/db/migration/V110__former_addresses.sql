-- What an order's mail address was before it was corrected: who asks to be forgotten may have written from there. Nearly none has one, so
-- that the index is nearly empty.
alter table orders add column former_email_keys text[];
create index orders_former_email on orders using gin (former_email_keys) where former_email_keys is not null;
