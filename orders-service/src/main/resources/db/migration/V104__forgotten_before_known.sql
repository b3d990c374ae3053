-- Orders of a customer to be forgotten may not be known yet: their platform says what they are called.
alter table erasure add column platform text;
