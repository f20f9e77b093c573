package io.smoothllm.usage.ledger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.smoothllm.model.usage.UsageRecord;
import io.smoothllm.testing.OncePerJvm;
import io.smoothllm.testing.postgres.SharedDatabase;
import io.smoothllm.usage.rollup.KnownNames;
import io.smoothllm.usage.rollup.Rollups;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A ledger in a schema of its own, for tests that look at all of it, spoil it, or live in another
/// year. Calls are written past the topic, so they may be of any time.
public final class SeparateLedger implements AutoCloseable {
    private final String schema;
    private final AgroalDataSource database;
    private Ledger ledger;

    public SeparateLedger(String schema) {
        this.schema = schema;
        database = connect(schema);
        Flyway.configure().dataSource(database).schemas(schema).load().migrate();
        ledger = writer();
    }

    private static AgroalDataSource connect(String schema) {
        var url = OncePerJvm.ask(SharedDatabase.class, "jdbcUrl", "separate_ledgers");
        var options = "currentSchema=" + schema + "&options=-c%20jit=off";
        var settings = new AgroalDataSourceConfigurationSupplier();
        settings.connectionPoolConfiguration()
                .maxSize(8)
                .acquisitionTimeout(Duration.ofSeconds(10))
                .connectionFactoryConfiguration()
                .jdbcUrl(url + (url.contains("?") ? "&" : "?") + options)
                .principal(new NamePrincipal("postgres"))
                .credential(new SimplePassword("postgres"));
        try {
            return AgroalDataSource.from(settings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As it was when it was new, and sooner than a new one.
    public void empty() {
        execute(
                """
                do $$ declare tables text; begin
                    select string_agg(relname, ', ') into tables from pg_class
                    where relnamespace = current_schema()::regnamespace and relkind = 'r'
                        and relname ~ '^ledger_[0-9]{8}$';
                    if tables is not null then execute 'drop table ' || tables; end if;
                    select string_agg(tablename, ', ') into tables from pg_tables
                    where schemaname = current_schema() and tablename <> 'flyway_schema_history';
                    execute 'truncate ' || tables;
                end $$
                """);
        ledger = writer();
    }

    public DataSource database() {
        return database;
    }

    public void record(List<UsageRecord> calls) {
        try {
            ledger.record(calls);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first column of every row, as text.
    public List<String> texts(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One thread's own.
    Ledger writer() {
        return new Ledger(database, new LedgerDays(database), new Rollups(), new KnownNames());
    }

    @Override
    public void close() {
        execute("drop schema " + schema + " cascade");
        database.close();
    }
}
