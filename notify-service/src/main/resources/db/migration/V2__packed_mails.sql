-- What events told and the mails are kept packed (LZ4): what is there stays as it is and can still be read.
alter table notice
  alter column content type bytea using convert_to(content, 'UTF8'),
  alter column mail type bytea using convert_to(mail, 'UTF8');
alter table notice
  alter column content set storage external,
  alter column mail set storage external;
