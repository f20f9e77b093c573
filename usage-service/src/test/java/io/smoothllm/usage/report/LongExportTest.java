package io.smoothllm.usage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.kit.access.Role;
import io.smoothllm.usage.testing.Books;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Some 70 MB, far more than sockets keep on their way.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongExportTest {
    private static final int CALLS = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String UNDER_WAY =
            "select count(*) from pg_stat_activity where query like 'select /* export */%' and state <> 'idle'";

    private final UUID account = UUID.randomUUID();
    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(391);
    private final HttpClient client = HttpClient.newHttpClient();

    @Inject DataSource database;
    @Inject ExportConfig config;

    @TestHTTPResource("/api/v1/usage/export")
    URI address;

    /// Past the intake, and so without sums.
    @BeforeAll
    void fillADay() throws SQLException {
        execute("select make_ledger_day('%s')".formatted(day));
        execute(
                """
                insert into ledger (instance, sequence, request_id, attempt, key_id, key_name,
                    account_id, account_name, provider_id, provider_name, dialect, model,
                    upstream_model, streamed, status, http_status, started_at, input_tokens,
                    cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
                    estimated, cost_usd, priced, price_version, latency_ms, tags)
                select '%1$s', n, 'req_' || n, 1, '%1$s', 'laptop', '%1$s', 'ada', '%1$s', 'openai',
                    'OPENAI', 'gpt-5', 'gpt-5', true, 'SUCCEEDED', 200,
                    '%2$s T00:00:00Z'::timestamptz + n * interval '1 millisecond', 1000, 0, 0, 100, 0,
                    false, 0.00125, true, 1, 900, '{prod}'
                from generate_series(1, %3$d) n
                """
                        .formatted(account, day, CALLS));
    }

    @AfterAll
    void emptyTheDay() throws SQLException {
        execute("delete from ledger where account_id = '%s'".formatted(account));
        client.close();
    }

    @AfterEach
    void nothingIsLeftUnderWay() {
        await().atMost(PATIENCE).until(this::underWay, count -> count == 0);
    }

    @Test
    void theFirstCallsArriveWhileTheQueryIsUnderWayAndWaitsForItsReader() throws Exception {
        try (var file = export().body()) {
            var beginning = file.readNBytes(100_000);
            long underWay = underWay();
            long lines = count(beginning, beginning.length) + countLines(file);

            assertThat(underWay).isEqualTo(1);
            assertThat(lines).isEqualTo(CALLS + 1);
        }
    }

    @Test
    void aClientThatHangsUpEndsTheQuery() throws Exception {
        var file = export().body();
        file.readNBytes(100_000);

        file.close();

        await().atMost(PATIENCE).until(this::underWay, count -> count == 0);
    }

    @Test
    void aClientThatHangsUpBeforeTheFirstCallEndsTheQueryToo() throws Exception {
        try (var lock = database.getConnection();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table ledger_" + day.toString().replace("-", ""));
            var pending = client.sendAsync(request(), BodyHandlers.ofInputStream());
            await().atMost(PATIENCE).until(this::underWay, count -> count == 1);

            pending.cancel(true);

            await().atMost(PATIENCE).until(this::underWay, count -> count == 0);
            lock.rollback();
        }
    }

    @Test
    void aClientThatFallsAsleepIsCutOffAndSeesThatItsFileIsNotWhole() throws Exception {
        try (var file = export().body()) {
            file.readNBytes(100_000);

            await().atMost(PATIENCE).until(this::underWay, count -> count == 0);

            assertThatThrownBy(() -> countLines(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aQueryThatFailsInTheMiddleIsSeenInTheFile() throws Exception {
        try (var file = export().body()) {
            file.readNBytes(100_000);

            execute(UNDER_WAY.replace("count(*)", "pg_terminate_backend(pid)"));

            assertThatThrownBy(() -> countLines(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void oneExportTooManyIsRefusedAsAProblem() throws Exception {
        var open = new ArrayList<InputStream>();
        for (int i = 0; i < config.atOnce(); i++) {
            open.add(export().body());
        }

        var refused = client.send(request(), BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("content-disposition")).isEmpty();
        assertThat(refused.body()).contains("urn:smoothllm:problem:too-many-exports");
        for (var file : open) {
            file.close();
        }
    }

    private HttpResponse<InputStream> export() throws Exception {
        var reply = client.send(request(), BodyHandlers.ofInputStream());
        assertThat(reply.statusCode()).isEqualTo(200);
        return reply;
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create(
                                "%s?from=%sT00:00:00Z&to=%2$sT12:00:00Z".formatted(address, day)))
                .header("Authorization", "Bearer " + Tokens.of(account, Role.MEMBER))
                .build();
    }

    private static long countLines(InputStream file) throws IOException {
        var buffer = new byte[64 * 1024];
        long lines = 0;
        for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
            lines += count(buffer, read);
        }
        return lines;
    }

    private static long count(byte[] bytes, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private long underWay() {
        return new Books(database).single(Long.class, UNDER_WAY);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
