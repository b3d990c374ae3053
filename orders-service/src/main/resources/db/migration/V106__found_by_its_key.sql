-- Only the key's own index begins with the shop. A plan that was made while the table was empty took whichever did, and then read
-- all of a shop's orders for each webhook until somebody analysed the table. Lists go through the newest first, of one shop or of all.
drop index orders_placed;
create index orders_newest on orders (placed_at desc, id);
