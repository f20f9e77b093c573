#!/usr/bin/env bash
# One database a service, each with an owner of its own who can enter no other. Run once by the
# postgres image, on an empty volume.
set -euo pipefail

own_database() {
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" -v name="$1" -v password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

own_database keys "$KEYS_DATABASE_PASSWORD"
own_database providers "$PROVIDERS_DATABASE_PASSWORD"
own_database usage "$USAGE_DATABASE_PASSWORD"
