-- What was received when stands in the ids: ranges of blocks only ever widen, until each holds all times.
drop index webhook_received;

-- One that cannot be done, or takes long, lets the others pass.
alter table erasure add column tried_at timestamptz;

-- Whose data request it is; its webhook is gone after a week.
alter table task add column platform text;
update task set platform = webhook.platform from webhook where webhook.id = task.id;
