package io.smoothllm.usage.report;

import static io.restassured.RestAssured.given;
import static io.smoothllm.usage.testing.Recorded.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smoothllm.kit.access.Role;
import io.smoothllm.usage.testing.Calls;
import io.smoothllm.usage.testing.Calls.Named;
import io.smoothllm.usage.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportTest {
    @Inject DataSource database;
    @Inject ObjectMapper json;

    @Test
    void aCsvFileHasALineForEachCallOldestFirst() {
        var ada = Named.of("ada");
        var now = Instant.now();
        var calls = Calls.calls().by(ada);
        var later = calls.at(now.minusSeconds(10)).next();
        var earlier = calls.at(now.minusSeconds(20)).model("=cmd()").next();
        record(database, later, earlier, Calls.calls().next());

        var reply = export(ada, Map.of());

        assertThat(reply.contentType()).isEqualTo("text/csv;charset=utf-8;header=present");
        assertThat(reply.header("Content-Disposition"))
                .matches("attachment; filename=\"usage-[0-9-]{10}-to-[0-9-]{10}\\.csv\"");
        assertThat(reply.asString().split("\r\n"))
                .hasSize(3)
                .satisfies(
                        lines -> {
                            assertThat(lines[0]).startsWith("instance,sequence,requestId,");
                            assertThat(lines[1]).contains(earlier.requestId(), "'=cmd()");
                            assertThat(lines[2]).contains(later.requestId());
                        });
    }

    @Test
    void jsonLinesAreTheCallsOfTheRecentReport() throws IOException {
        var ada = Named.of("ada");
        record(database, Calls.calls().by(ada).tagged("prod").next());

        var reply = export(ada, Map.of("format", "jsonl"));

        assertThat(reply.contentType()).isEqualTo("application/x-ndjson");
        assertThat(reply.header("Content-Disposition")).endsWith(".jsonl\"");
        assertThat(reply.asString()).endsWith("}\n");
        assertThat(json.readTree(reply.asString())).isEqualTo(recent(ada));
    }

    @Test
    void filtersAndTheExactRangeApply() {
        var ada = Named.of("ada");
        var laptop = Named.of("laptop");
        var calls = Calls.calls().by(ada).with(laptop);
        var time = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.MICROS);
        var picked = calls.at(time).next();
        record(
                database,
                picked,
                calls.at(time.plusSeconds(1)).next(),
                Calls.calls().by(ada).at(time).next());

        var reply =
                export(
                        ada,
                        Map.of(
                                "keyId", laptop.id().toString(),
                                "from", time.toString(),
                                "to", time.plusSeconds(1).toString()));

        assertThat(reply.asString().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(picked.requestId());
    }

    @Test
    void nothingIsAFileWithNamesOnly() {
        assertThat(export(Named.of("nobody"), Map.of()).asString().lines()).hasSize(1);
        assertThat(export(Named.of("nobody"), Map.of("format", "jsonl")).asString()).isEmpty();
    }

    private JsonNode recent(Named account) throws IOException {
        var page =
                given().auth()
                        .oauth2(Tokens.of(account.id(), Role.MEMBER))
                        .get("/api/v1/usage/recent")
                        .asString();
        return json.readTree(page).at("/items/0");
    }

    private static Response export(Named account, Map<String, String> query) {
        var reply =
                given().auth()
                        .oauth2(Tokens.of(account.id(), Role.MEMBER))
                        .queryParams(query)
                        .get("/api/v1/usage/export");
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
        return reply;
    }
}
