-- A shop's erasure goes on after this order of its platform; from the first, each batch walked over all those erased before.
alter table erasure add column reached text not null default '';

-- Orders named are looked for on their platform, and a shop's are all of one: the key's index begins so. Those that wait already get
-- theirs; where its webhook is gone, they are of any.
update erasure set platform = webhook.platform from webhook where webhook.id = erasure.id and erasure.platform is null;
insert into erasure (id, shop, platform, whole_shop, email, phone, platform_order_ids, since)
select gen_random_uuid(), shop, any_of, whole_shop, email, phone, platform_order_ids, since
from erasure, unnest('{woocommerce,standard}'::text[]) as any_of
where platform is null and (whole_shop or platform_order_ids <> '{}');
update erasure set platform = 'shopify' where platform is null and (whole_shop or platform_order_ids <> '{}');
