-- From now on an entry goes when it is published; these were waiting for the next round.
delete from audit_entry where version = published_version;
